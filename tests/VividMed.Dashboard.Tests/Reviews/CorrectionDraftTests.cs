using VividMed.Dashboard.Reviews;
using VividMed.Evaluation.Review;
using VividMed.Grounding.Review;
using VividMed.Imaging.Geometry;
using VividMed.Shards.Tests;
using VividMed.Taxonomy;

namespace VividMed.Dashboard.Tests.Reviews;

public sealed class CorrectionDraftTests
{
    [Fact]
    public void What_is_left_as_it_is_corrects_nothing() => Assert.Equal((null, null), new CorrectionDraft().Read());

    [Fact]
    public void What_is_filled_in_is_the_correction() => Assert.Equal(
        new ReviewCorrection { Side = Side.Right, Polarity = Polarity.Absent, Target = "nodule", Box = Box.Flat(1, 2, 3.5, 4) },
        new CorrectionDraft { Side = "right", Polarity = "absent", Target = " nodule ", Box = "1 2  3.5 4" }.Read().Correction);

    [Theory]
    [InlineData("1 2 3")]
    [InlineData("1 2 3 x")]
    public void A_box_that_is_none_is_told(string box) => Assert.Contains("four numbers", new CorrectionDraft { Box = box }.Read().Problem, StringComparison.Ordinal);

    [Fact]
    public void A_box_drawn_on_a_radiograph_is_in_its_own_pixels()
    {
        var sample = TestSamples.Radiograph("s1");

        Assert.Equal("1 2 5.5 6", new CorrectionDraft().WithDrawn("axial 0 1.0 2.0 5.5 6.0", sample.Images[0], ReviewItem.Of(sample).First()).Box);
    }

    [Fact]
    public void A_box_drawn_on_a_slice_reaches_as_far_through_the_volume_as_the_region()
    {
        var sample = TestSamples.Tomogram("s2");

        // Columns and rows are mirrored on the screen: 4 x 3 voxels, the region in the first of two slices.
        Assert.Equal("1 1 0 3 3 1", new CorrectionDraft().WithDrawn("axial 0 1.0 0.0 3.0 2.0", sample.Images[0], ReviewItem.Of(sample).First()).Box);
    }

    [Theory]
    [InlineData("")]
    [InlineData("oblique 0 1 2 3 4")]
    [InlineData("axial 0 1 2 3")]
    [InlineData("axial 0 1 2 3 NaN")]
    public void Whatever_else_the_page_sends_changes_nothing(string drawn)
    {
        var sample = TestSamples.Radiograph("s1");

        Assert.Equal(new CorrectionDraft(), new CorrectionDraft().WithDrawn(drawn, sample.Images[0], ReviewItem.Of(sample).First()));
    }
}
