using VividMed.Cli.Localizers;
using VividMed.Inference.Manifests;
using VividMed.Taxonomy;

namespace VividMed.Cli.Tests.Localizers;

public sealed class LocalizerLabelsTests
{
    private static readonly ModelLabel[] Labels = [new("left lung", "lung", Side.Left), new("right lung", "lung", Side.Right), new("effusion", "pleural effusion"), new("rib", "rib"), new("left rib", "rib", Side.Left)];

    [Theory]
    [InlineData("lung", Side.Left, "left lung")]
    [InlineData("lung", Side.None, "left lung, right lung")]
    [InlineData("pleural effusion", Side.Right, "effusion")]
    [InlineData("rib", Side.Left, "left rib")]
    [InlineData("rib", Side.Right, "rib")]
    [InlineData("rib", Side.None, "rib")]
    [InlineData("pneumothorax", Side.None, "")]
    public void A_class_of_the_side_comes_first_then_one_that_tells_no_sides(string target, Side side, string labels) =>
        Assert.Equal(labels, string.Join(", ", LocalizerLabels.For(Labels, target, side).Select(static label => label.Name)));

    [Fact]
    public void A_side_is_never_answered_by_the_other_one() => Assert.Empty(LocalizerLabels.For([Labels[0]], "lung", Side.Right));
}
