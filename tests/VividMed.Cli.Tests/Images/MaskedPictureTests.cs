using VividMed.Imaging;
using VividMed.Imaging.Dicom.Series;
using VividMed.Imaging.Geometry;
using VividMed.Imaging.Nifti;
using VividMed.Imaging.Overlays;
using VividMed.Imaging.Png;
using VividMed.TestKit;

namespace VividMed.Cli.Tests.Images;

/// <summary>vividmed image render --masks: a volume under the segments of a DICOM segmentation.</summary>
[Collection(Captured.Console)]
public sealed class MaskedPictureTests : IDisposable
{
    private const int Side = 8;
    private readonly TemporaryFolder _folder = new();

    public MaskedPictureTests()
    {
        Directory.CreateDirectory(_folder.Path("chest"));
        for (var z = 0; z < 4; z++) Write($"chest/IM{z}", Slice(z));
        Write("chest/scout", Slice(0) with { Series = "scout", Kind = SliceKind.Localizer });
        using var nifti = File.Create(_folder.Path("chest.nii.gz"));
        NiftiWriter.Write(nifti, new short[Side * Side * 4], Side, Side, 4, Affine.Scale(-1, -1, 1));
    }

    private string Target => _folder.Path("masked.png");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("chest")]
    [InlineData("chest/")]
    [InlineData("chest.nii.gz")]
    public async Task Each_segment_is_laid_where_it_lies_in_its_own_color_and_has_its_line_in_the_legend(string volume)
    {
        var (first, second) = (OverlayColor.Of(0), OverlayColor.Of(1));
        var segments = Segments(["lung", "heart"], (1, 0, 0, 1), (2, 0, 0, 2));

        var run = await Captured.RunAsync("image", "render", _folder.Path(volume), "--masks", segments, "--out", Target, "--window", "0,100");

        Assert.Equal((ExitCode.Ok, ""), (run.Exit, run.Errors));
        var masked = Read(Target);
        // The planes go through the first segment: it fills the axial one, and both are lines of the coronal one.
        Assert.True(Tinted(masked, first, 0, 0) > 100_000);
        Assert.Equal(0, Tinted(masked, second, 0, 0));
        Assert.True(Tinted(masked, first, 1, 0) > 10_000);
        Assert.True(Tinted(masked, second, 1, 0) > 10_000);
        Assert.True(Tinted(masked, first, 1, 1) > 50 && Tinted(masked, second, 1, 1) > 50);
    }

    [Fact]
    public async Task Several_segmentations_go_on_with_the_colors_and_a_segment_outside_of_the_volume_is_only_named()
    {
        var run = await Captured.RunAsync(
            "image", "render", _folder.Path("chest"), "--masks", Segments(["lung", "far"], (1, 0, 0, 0), (1, 0, 0, 1), (2, 0, 0, 500)), "--masks", Segments(["", ""], (2, 0, 0, 3)), "--out", Target, "--window", "0,100");

        Assert.Equal((ExitCode.Ok, ""), (run.Exit, run.Errors));
        Assert.True(Tinted(Read(Target), OverlayColor.Of(3), 1, 0) > 10_000);
    }

    [Fact]
    public async Task Of_more_segments_than_a_picture_has_room_for_the_others_are_told()
    {
        var segments = Segments([.. Enumerable.Range(1, 40).Select(static number => $"part {number}")], (1, 0, 0, 1));

        var run = await Captured.RunAsync("image", "render", _folder.Path("chest"), "--masks", segments, "--out", Target);

        Assert.Equal(ExitCode.Ok, run.Exit);
        Assert.Contains("8 segments more are not drawn", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_laid_over_is_refused_with_the_file_and_the_cause()
    {
        var (sound, far) = (Segments(["lung"], (1, 0, 0, 1)), Segments(["lung"], (1, 500, 0, 1)));
        await RefusedAsync("nothing of the segment lies within the image", _folder.Path("chest"), "--masks", far);
        await RefusedAsync("is no DICOM segmentation", _folder.Path("chest"), "--masks", _folder.Path("chest/IM0"));
        await RefusedAsync("one slice", _folder.Path("chest/IM0"), "--masks", sound);
        await RefusedAsync("there is no such file", _folder.Path("missing.nii"), "--masks", sound);
        Write("chest/other0", Slice(0) with { Series = "other", SeriesNumber = 9 });
        Write("chest/other1", Slice(1) with { Series = "other", SeriesNumber = 9 });
        await RefusedAsync("2 CT series", _folder.Path("chest"), "--masks", sound);
        Assert.Equal(ExitCode.Ok, (await Captured.RunAsync("image", "render", _folder.Path("chest"), "--masks", sound, "--series", "9", "--out", Target)).Exit);
    }

    [Theory]
    [InlineData("--masks", "a.dcm", "--montage", "axial")]
    [InlineData("another.nii", "--masks", "a.dcm")]
    [InlineData("--series", "3")]
    public async Task Words_that_do_not_go_together_are_a_wrong_call(params string[] words) =>
        Assert.Equal(ExitCode.Usage, (await Captured.RunAsync(["image", "render", _folder.Path("chest"), .. words, "--out", Target])).Exit);

    private static DicomSlice Slice(int z) => new()
    {
        Columns = Side, Rows = Side, Pixels = new short[Side * Side], Study = "s", Series = "chest", SeriesNumber = 3, Number = z + 1, Position = [0, 0, z], Thickness = 1,
    };

    private static RgbImage Read(string file)
    {
        using var png = File.OpenRead(file);
        return PngCodec.ReadRgb(png);
    }

    /// <summary>Pixels of a quarter of the picture that have a color's tint, however light or dark.</summary>
    private static int Tinted(RgbImage picture, OverlayColor color, int across, int down)
    {
        int[] parts = [color.Red, color.Green, color.Blue];
        var (strong, weak) = (Array.IndexOf(parts, parts.Max()), Array.IndexOf(parts, parts.Min()));
        var middle = 3 - strong - weak;
        var wanted = (double)(parts[middle] - parts[weak]) / (parts[strong] - parts[weak]);
        var count = 0;
        for (var y = down * picture.Height / 2; y < (down + 1) * picture.Height / 2; y++)
        {
            for (var x = across * picture.Width / 2; x < (across + 1) * picture.Width / 2; x++)
            {
                var pixel = picture.Pixels.AsSpan(3 * ((y * picture.Width) + x), 3);
                var spread = (double)(pixel[strong] - pixel[weak]);
                if (spread > 30 && Math.Abs(((pixel[middle] - pixel[weak]) / spread) - wanted) < 0.12) count++;
            }
        }

        return count;
    }

    private async Task RefusedAsync(string cause, params string[] words)
    {
        var run = await Captured.RunAsync(["image", "render", .. words, "--out", Target]);
        Assert.Equal(ExitCode.Failed, run.Exit);
        Assert.Contains(cause, run.Errors, StringComparison.Ordinal);
        Assert.False(File.Exists(Target));
    }

    private string Segments(string[] labels, params (ushort Segment, double X, double Y, double Z)[] frames)
    {
        var file = _folder.Path($"segments-{Directory.GetFiles(_folder.Path("")).Length}.dcm");
        File.WriteAllBytes(file, SegmentationFile.Of(labels, frames));
        return file;
    }

    private void Write(string name, DicomSlice slice)
    {
        using var file = File.Create(_folder.Path(name));
        DicomSliceWriter.Write(file, slice);
    }
}
