using VividMed.Imaging.Geometry;
using VividMed.Training.VisionLanguage.Data;
using VividMed.Training.VisionLanguage.Decoding;

namespace VividMed.Training.Tests.VisionLanguage.Decoding;

public sealed class MaskResizerTests
{
    [Fact]
    public void On_its_own_grid_a_mask_is_what_is_above_0()
    {
        float[] logits = [-1, 2, 0, 3];

        var mask = MaskResizer.ToImage(logits, new ImageGrid(2, 2, 1), 2, 2, 1);

        Assert.Equal([1L, 3L], [mask.NextSet(0), mask.NextSet(2)]);
        Assert.Equal(2, mask.Count());
    }

    [Fact]
    public void A_filled_block_keeps_its_place_in_a_finer_image()
    {
        var grid = new ImageGrid(8, 8, 4);
        var logits = new float[grid.Count];
        Array.Fill(logits, -4);
        for (var z = 1; z < 3; z++)
        {
            for (var y = 2; y < 6; y++) Array.Fill(logits, 4, 4 + (8 * (y + (8 * z))), 3);
        }

        var mask = MaskResizer.ToImage(logits, grid, 32, 24, 12);

        Assert.Equal(new Box(16, 6, 3, 28, 18, 9), mask.Bounds());
        // Halfway between cells the corners are rounded off, and nothing else.
        Assert.InRange(mask.Count(), 0.85 * 12 * 12 * 6, 12 * 12 * 6);
    }

    [Fact]
    public void Nothing_filled_is_an_empty_mask() => Assert.Equal(0, MaskResizer.ToImage([-1, -2], new ImageGrid(2, 1, 1), 9, 9, 1).Count());

    [Fact]
    public void A_box_in_fractions_lies_in_the_voxels_of_the_image() =>
        Assert.Equal(new Box(25, 50, 0, 75, 75, 1), ImageBox.Of([0.25f, 0.625f, 0.5f, 0.25f, 0.25f, 1], (200, 100, 1)));
}
