using System.Reflection;
using CsCheck;
using VividMed.Localization;
using VividMed.Workflows.Requests;

namespace VividMed.Workflows.Tests;

public sealed class SynthesisProgressTests
{
    [Fact]
    public void A_partition_adds_its_counts_and_leaves_the_plan_as_it_is()
    {
        var run = new SynthesisProgress { Planned = 10, Excluded = 1, Partitions = 2, Tagged = 3, Written = 2 };

        var sum = run.Plus(new SynthesisProgress { Planned = 99, Tagged = 4, Written = 4, Quarantined = 1, PartitionsDone = 1 });

        Assert.Equal((10, 1, 2), (sum.Planned, sum.Excluded, sum.Partitions));
        Assert.Equal((7, 6, 1, 1), (sum.Tagged, sum.Written, sum.Quarantined, sum.PartitionsDone));
    }

    /// <summary>Every count but the plan's own; one that is added to the record later is asked for here too.</summary>
    private static readonly PropertyInfo[] Counts =
    [
        .. typeof(SynthesisProgress).GetProperties().Where(count => count.PropertyType == typeof(int))
            .ExceptBy([nameof(SynthesisProgress.Planned), nameof(SynthesisProgress.Excluded), nameof(SynthesisProgress.Partitions), nameof(SynthesisProgress.Standing)], count => count.Name),
    ];

    private static readonly Gen<SynthesisProgress> Any =
        Gen.Select(Gen.Int[0, 1_000].Array[Counts.Length], Gen.Long[0, 1_000].Array[3], Gen.Int[0, 1_000]).Select((counts, asked, planned) =>
        {
            var inference = new InferenceCounts(asked[0], asked[1], asked[2]);
            var progress = new SynthesisProgress { Planned = planned, Phase = $"phase {planned}", Inference = inference };
            for (var i = 0; i < counts.Length; i++) Counts[i].SetValue(progress, counts[i]);
            return progress;
        });

    [Fact]
    public void Every_count_of_a_partition_is_added() => Gen.Select(Any, Any).Sample((run, partition) =>
    {
        var sum = run.Plus(partition);
        Assert.All(Counts, count => Assert.Equal((int)count.GetValue(run)! + (int)count.GetValue(partition)!, count.GetValue(sum)));
        Assert.Equal(run.Inference.Answers + partition.Inference.Answers, sum.Inference.Answers);
        Assert.Equal((run.Planned, run.Phase, run.StartedAt), (sum.Planned, sum.Phase, sum.StartedAt));
    });

    [Fact]
    public void It_does_not_matter_how_partitions_are_grouped_or_ordered() => Gen.Select(Any, Any, Any).Sample((run, one, other) =>
        run.Plus(one).Plus(other) == run.Plus(one.Plus(other)) && run.Plus(one).Plus(other) == run.Plus(other)
            .Plus(one) && run.Plus(SynthesisProgress.None) == run);

    [Fact]
    public void Lost_studies_are_counted_by_reason_over_all_partitions()
    {
        var run = Lost(("empty-report", 2)).Plus(Lost(("empty-report", 1), ("cut", 4))).Plus(SynthesisProgress.None);
        Assert.Equal([new("cut", 4), new("empty-report", 3)], run.Reasons);

        static SynthesisProgress Lost(params (string Reason, int Count)[] reasons) =>
            new() { Reasons = reasons.ToDictionary(static lost => lost.Reason, static lost => lost.Count) };
    }

    [Fact]
    public void Ids_of_partitions_follow_from_the_run_and_its_plan() => Assert.Equal("r:p0a1b2c3d-00007", RunIds.Partition("r", "0a1b2c3d", 7));
}
