using VividMed.Imaging;
using VividMed.Training.Torch;
using VividMed.Training.VisionLanguage.Contracts;
using VividMed.Training.VisionLanguage.Data;
using static TorchSharp.torch;

namespace VividMed.Training.Tests.VisionLanguage.Data;

public sealed class PreparedImageTests
{
    private static readonly NetworkOptions Fine = new(FlatSide: 8, VolumeSide: 8, VolumeDepth: 8, Detail: 2);

    [Fact]
    public void A_network_sees_more_than_its_grid_has_cells()
    {
        Assert.Equal(new ImageGrid(16, 16, 1), ImageGrid.For(1, Fine).Seen);
        Assert.Equal(new ImageGrid(16, 16, 16), ImageGrid.For(40, Fine).Seen);
        Assert.Equal(new ImageGrid(4, 4, 1), ImageGrid.For(1, Fine).Outline);
        Assert.Equal(new ImageGrid(8, 8, 8), ImageGrid.For(40, Fine).Outline);
    }

    [Fact]
    public void Shades_become_shares_means_before_peaks()
    {
        using var section = TorchSection.Enter(1);
        using var scope = NewDisposeScope();
        var grid = new ImageGrid(2, 1, 1);

        var images = PreparedImage.ToTensor([new([0, 51], [255, 102]), new([255, 0], [255, 51])], grid);

        Assert.Equal([2, 2, 1, 1, 2], images.shape);
        Assert.Equal([0, 0.2f, 1, 0.4f, 1, 0, 1, 0.2f], images.flatten().data<float>().ToArray().Select(static share => MathF.Round(share, 5)));
    }

    [Fact]
    public void A_bright_dot_of_a_radiograph_shows_in_its_peak()
    {
        var pixels = new byte[32 * 32];
        pixels[(9 * 32) + 20] = 200;

        var seen = ImagePreparation.Of(new GrayImage(32, 32, pixels), ImageGrid.For(1, Fine));

        Assert.Equal(200, seen.Peaks[(4 * 16) + 10]);
        Assert.Equal(50, seen.Means[(4 * 16) + 10]);
        Assert.Equal(200, seen.Peaks.Sum(static shade => shade));
    }
}
