using System.Text.Json;
using CsCheck;
using VividMed.Grounding;
using VividMed.Shards.Quality;

namespace VividMed.Shards.Tests.Quality;

public sealed class ShardStatisticsTests
{
    [Fact]
    public void Every_phrase_is_grounded_or_counted_under_one_reason_of_its_target()
    {
        TestSamples.Any.Array[0, 5].Sample(static samples =>
        {
            var statistics = new ShardStatistics();
            foreach (var sample in samples) statistics.Add(Consistent(sample));
            return statistics.Closes
                && statistics.Targets.All(target => target.Value.Phrases == target.Value.Grounded + (statistics.TargetReasons.GetValueOrDefault(target.Key)?.Values.Sum() ?? 0))
                && statistics.Reasons.All(reason => reason.Value == statistics.TargetReasons.Values.Sum(reasons => reasons.GetValueOrDefault(reason.Key)));
        });
    }

    [Fact]
    public void Sums_of_parts_are_the_whole()
    {
        Gen.Select(TestSamples.Any, TestSamples.Any).Sample(static (first, second) =>
        {
            var (one, other, both) = (new ShardStatistics(), new ShardStatistics(), new ShardStatistics());
            one.Add(first);
            other.Add(second);
            both.Add(first);
            both.Add(second);
            one.Add(other);
            return JsonSerializer.Serialize(one) == JsonSerializer.Serialize(both);
        });
    }

    [Fact]
    public void Sums_do_not_depend_on_how_the_parts_are_grouped_or_ordered_and_nothing_adds_nothing()
    {
        TestSamples.Any.Array[3].Sample(static samples =>
        {
            var left = Sum(Sum(Of(samples[0]), Of(samples[1])), Of(samples[2]));
            var right = Sum(Of(samples[0]), Sum(Of(samples[1]), Of(samples[2])));
            var turned = Sum(Sum(Of(samples[2]), new ShardStatistics()), Sum(Of(samples[0]), Of(samples[1])));
            return JsonSerializer.Serialize(left) == JsonSerializer.Serialize(right)
                && JsonSerializer.Serialize(left) == JsonSerializer.Serialize(turned);
        });
    }

    [Fact]
    public void They_come_back_from_json_as_they_were()
    {
        TestSamples.Any.Sample(static sample =>
        {
            var statistics = new ShardStatistics();
            statistics.Add(sample);
            var json = JsonSerializer.Serialize(statistics);
            return JsonSerializer.Serialize(JsonSerializer.Deserialize<ShardStatistics>(json)) == json;
        });
    }

    private static ShardStatistics Of(Sample sample)
    {
        var statistics = new ShardStatistics();
        statistics.Add(sample);
        return statistics;
    }

    /// <summary>A sum of its own: neither part is changed.</summary>
    private static ShardStatistics Sum(ShardStatistics first, ShardStatistics second)
    {
        var sum = new ShardStatistics();
        sum.Add(first);
        sum.Add(second);
        return sum;
    }

    /// <summary>The sample with a reason exactly where a phrase has no region, as the writer demands it.</summary>
    private static Sample Consistent(Sample sample) => sample with
    {
        Phrases = [.. sample.Phrases.Select(static phrase => phrase with { Reason = phrase.Regions.Count > 0 ? null : UngroundedReason.BelowThreshold })],
    };
}
