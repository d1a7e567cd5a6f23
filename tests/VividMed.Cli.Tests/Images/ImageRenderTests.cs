using VividMed.Imaging.Dicom;
using VividMed.Imaging.Dicom.Display;
using VividMed.Imaging.Png;

namespace VividMed.Cli.Tests.Images;

/// <summary>vividmed image render: pictures of one file or many.</summary>
[Collection(Captured.Console)]
public sealed class ImageRenderTests(ImageFolderFixture images) : IClassFixture<ImageFolderFixture>
{
    [Fact]
    public async Task A_radiograph_is_rendered_as_published()
    {
        var target = images.Path("native.png");
        Assert.Equal(ExitCode.Ok, (await Captured.RunAsync("image", "render", images.Path("a/native.dcm"), "--out", target)).Exit);
        using var source = File.OpenRead(images.Path("a/native.dcm"));
        using var png = File.OpenRead(target);
        Assert.Equal(RadiographRendering.Render(DicomFile.Read(source).DecodeImage()).Pixels, PngCodec.ReadGray(png).Pixels);
    }

    [Fact]
    public async Task A_window_of_two_values_maps_them_to_black_and_white()
    {
        var target = images.Path("window.png");
        await Captured.RunAsync("image", "render", images.Path("a/native.dcm"), "--out", target, "--window", "500,1500");
        using var png = File.OpenRead(target);
        var shades = PngCodec.ReadGray(png).Pixels;
        Assert.Equal((0, 0, 128, 255, 255), (shades[0], shades[5], shades[10], shades[15], shades[23]));
    }

    [Fact]
    public async Task Many_files_become_pictures_of_their_names_and_a_bad_one_is_said_and_passed_over()
    {
        var target = images.Path("pictures");
        var run = await Captured.RunAsync("image", "render", images.Path("a"), "--out", target);
        Assert.Equal(ExitCode.Failed, run.Exit);
        Assert.Contains("broken.dcm", Assert.Single(run.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        Assert.Equal(["IM0001.png", "native.png", "picture.png", "rle.png", "volume.png"], Directory.GetFiles(target).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("axial")]
    [InlineData("coronal")]
    [InlineData("sagittal")]
    public async Task A_montage_is_drawn_of_each_direction(string direction)
    {
        var target = images.Path(direction + ".png");
        Assert.Equal(ExitCode.Ok, (await Captured.RunAsync("image", "render", images.Path("a/volume.nii.gz"), "--out", target, "--montage", direction, "--window", "lung")).Exit);
        using var png = File.OpenRead(target);
        Assert.InRange(PngCodec.ReadRgb(png).Width, 300, 1500);
    }

    [Theory]
    [InlineData("--window", "soft")]
    [InlineData("--window", "5,1")]
    public async Task A_window_that_is_none_is_refused(params string[] words) =>
        Assert.Equal(ExitCode.Usage, (await Captured.RunAsync(["image", "render", images.Path("a/native.dcm"), "--out", images.Path("x.png"), .. words])).Exit);
}
