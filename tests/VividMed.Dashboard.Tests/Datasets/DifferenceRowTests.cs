using VividMed.Dashboard.Datasets;
using VividMed.Datasets;
using VividMed.Shards.Comparison;

namespace VividMed.Dashboard.Tests.Datasets;

public sealed class DifferenceRowTests
{
    [Fact]
    public void What_differs_is_counted_by_why_with_some_names_and_nothing_is_said_to_be_nothing()
    {
        var rows = DifferenceRow.Of(new VersionDifference(
            1, 2, ["lexicon"], 7,
            [new("a", "train", ["new"]), new("b", "train", ["new"]), new("c", "test", ["left-quarantine"])],
            [], [], [], [new QuarantinedStudy("c", "localize", "bad-file", "broken", Input: null)]));

        Assert.Equal(
            [
                "samples added 1 left-quarantine c", "samples added 2 new a,b", "samples removed 0  ", "samples changed 0  ", "samples that are the same 7  ",
                "studies that entered quarantine 0  ", "studies that left quarantine 1 bad-file c", "parts of the recipe 1 lexicon ",
            ],
            rows.Select(static row => $"{row.What} {row.Count} {row.Why} {string.Join(',', row.Examples)}"));
    }
}
