using CsCheck;
using VividMed.Grounding;
using VividMed.Taxonomy;
using VividMed.Training.VisionLanguage.Data;

namespace VividMed.Training.Tests.VisionLanguage.Data;

public sealed class StudyAugmentationTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(16, 1)]
    [InlineData(1, 2)]
    [InlineData(16, 2)]
    public void A_bright_block_its_box_and_its_mask_move_together(int depth, int detail) => Gen.Int[0, 100_000].Sample(seed =>
    {
        var moved = StudyAugmentation.Apply(Block(depth, detail), new SeededRandom(seed));
        var bright = moved.Image.Means.Max();
        var grid = moved.Grid.Seen;
        var inside = Enumerable.Range(0, grid.Count).Where(voxel => moved.Image.Means[voxel] == bright).Select(voxel => (X: voxel % grid.Width, Y: voxel / grid.Width % grid.Height, Z: voxel / (grid.Width * grid.Height))).ToList();
        var region = moved.Regions[0];

        Assert.Equal(inside.Min(static at => at.X) / (float)grid.Width, region.Box[0] - (region.Box[3] / 2), 1e-4f);
        Assert.Equal((inside.Max(static at => at.Y) + 1) / (float)grid.Height, region.Box[1] + (region.Box[4] / 2), 1e-4f);
        Assert.Equal((inside.Max(static at => at.Z) + 1) / (float)grid.Depth, region.Box[2] + (region.Box[5] / 2), 1e-4f);
        var outline = moved.Grid.Outline;
        var filled = Enumerable.Range(0, outline.Count).Where(voxel => region.Mask![voxel] > 0).Select(voxel => voxel % outline.Width).ToList();
        Assert.Equal(inside.Min(static at => at.X) * outline.Width / grid.Width, filled.Min());
        Assert.Equal(moved.Image.Means, moved.Image.Peaks);
    }, iter: 50);

    [Fact]
    public void The_same_draw_shows_the_same() =>
        Assert.Equal(StudyAugmentation.Apply(Block(1, 2), new SeededRandom(7)).Image.Means, StudyAugmentation.Apply(Block(1, 2), new SeededRandom(7)).Image.Means);

    /// <summary>A bright block in the middle, on whole cells of the masks' grid.</summary>
    private static TrainingStudy Block(int depth, int detail)
    {
        var grid = new ImageGrid(32, 32, depth, detail);
        var (low, high) = depth == 1 ? (0, 1) : (6, 10);
        var seen = depth == 1 ? (Low: 0, High: 1) : (Low: low * detail, High: high * detail);
        var shades = Fill(grid.Seen, 12 * detail, 20 * detail, seen.Low, seen.High, 180, 50);
        var scale = grid.IsFlat ? 2 : 1;
        var mask = Fill(grid.Outline, 12 / scale, 20 / scale, low, high, 8, 0);
        float[] box = [0.5f, 0.5f, (low + high) / (2f * depth), 0.25f, 0.25f, (high - low) / (float)depth];
        var sample = new Sample("s", "d", "train", "p", "s", depth == 1 ? Modality.Cxr : Modality.Ct, [], new SampleReport("", []), [], [], [], new Provenance(new Dictionary<string, string>(), "", "", ""));
        return new TrainingStudy(sample, grid, new PreparedImage(shades, shades), new Dictionary<int, RegionTarget> { [0] = new(box, mask) });
    }

    private static byte[] Fill(ImageGrid grid, int from, int to, int low, int high, byte inside, byte outside)
    {
        var voxels = new byte[grid.Count];
        for (var voxel = 0; voxel < voxels.Length; voxel++)
        {
            var (x, y, z) = (voxel % grid.Width, voxel / grid.Width % grid.Height, voxel / (grid.Width * grid.Height));
            voxels[voxel] = x >= from && x < to && y >= from && y < to && z >= low && z < high ? inside : outside;
        }

        return voxels;
    }
}
