using VividMed.Dashboard.Samples;
using VividMed.Dashboard.Training;
using VividMed.Shards.Tests;
using VividMed.Training.VisionLanguage.Contracts;

namespace VividMed.Dashboard.Tests.Training;

/// <summary>What a model wrote, laid beside what is known.</summary>
public sealed class ShownExampleTests
{
    private static readonly VividMed.Grounding.Sample Truth = TestSamples.Radiograph("s1");

    [Fact]
    public void A_written_phrase_lights_the_boxes_that_the_model_points_at()
    {
        var shown = ShownExample.Of(Example("Small effusion. No mass.", new ExamplePhrase(6, 14, [[1, 2, 0, 3, 4, 1], [5, 6, 0, 7, 8, 1]]), new ExamplePhrase(19, 23, [])), Truth);

        Assert.Equal(["", "0 1", "", "", ""], ReportSegment.Of(shown.Written).Select(static segment => string.Join(' ', segment.Regions)));
        Assert.Equal(["effusion", "effusion"], shown.WrittenRegions.Select(static region => region.Title));
        Assert.Equal(5, shown.WrittenRegions[1].Region.Box.X0);
    }

    [Fact]
    public void The_truth_stays_what_it_is()
    {
        var shown = ShownExample.Of(Example("Other words.", new ExamplePhrase(0, 5, [[1, 2, 0, 3, 4, 1]])), Truth);

        Assert.Same(Truth, shown.Truth);
        Assert.Equal(Truth.Regions.Count, shown.TruthRegions.Count);
        Assert.Equal(Truth.Images, shown.Written.Images);
    }

    [Theory]
    [InlineData(-1, 3)]
    [InlineData(3, 3)]
    [InlineData(0, 400)]
    public void A_phrase_outside_of_the_text_is_none(int start, int end) =>
        Assert.Empty(ShownExample.Of(Example("Clear.", new ExamplePhrase(start, end, [[1, 2, 0, 3, 4, 1]])), Truth).Written.Phrases);

    private static ModelExample Example(string text, params IReadOnlyList<ExamplePhrase> phrases) => new("mimic-cxr", Truth.Id, 0, text, phrases);
}
