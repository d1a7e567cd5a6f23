using VividMed.Training.VisionLanguage.Text;

namespace VividMed.Training.Tests.VisionLanguage.Text;

public sealed class BytePairTrainerTests
{
    /// <summary>The example of Sennrich, Haddow and Birch 2016 (low, lower, newest, widest), whose first merges are known.</summary>
    private static readonly Dictionary<string, int> Published = new() { ["low_"] = 5, ["lower_"] = 2, ["newest_"] = 6, ["widest_"] = 3 };

    [Fact]
    public void The_published_example_joins_the_published_pairs()
    {
        var merges = BytePairTrainer.Learn(Published, 10);
        // "es" and "st" and "t_" are equally frequent there, the paper takes them as es, st, t_; here the first in ordinal order is joined.
        Assert.Equal([("e", "s"), ("es", "t"), ("est", "_"), ("l", "o"), ("lo", "w")], merges.Take(5));
    }

    [Fact]
    public void Each_merge_is_the_most_frequent_pair_of_what_was_joined_before()
    {
        var merges = BytePairTrainer.Learn(Published, 100);
        var words = Published.Select(static word => (Parts: word.Key.Select(static sign => sign.ToString()).ToList(), word.Value)).ToList();
        foreach (var merge in merges)
        {
            var counts = words
                .SelectMany(static word => word.Parts.Zip(word.Parts.Skip(1)).Select(pair => (pair, word.Value)))
                .GroupBy(static one => one.pair)
                .ToDictionary(static group => group.Key, static group => group.Sum(static one => one.Value));
            Assert.Equal(counts.Values.Max(), counts[merge]);
            foreach (var (parts, _) in words) Join(parts, merge);
        }
    }

    [Fact]
    public void What_occurs_once_is_not_joined() => Assert.Empty(BytePairTrainer.Learn(new Dictionary<string, int> { ["lung"] = 1 }, 10));

    [Fact]
    public void No_more_is_joined_than_asked_for() => Assert.Equal(3, BytePairTrainer.Learn(Published, 3).Count);

    private static void Join(List<string> parts, (string Left, string Right) merge)
    {
        for (var i = 1; i < parts.Count; i++)
        {
            if ((parts[i - 1], parts[i]) != merge) continue;
            parts[i - 1] += parts[i];
            parts.RemoveAt(i);
        }
    }
}
