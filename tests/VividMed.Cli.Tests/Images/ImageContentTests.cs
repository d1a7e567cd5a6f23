using System.Text.Json;
using VividMed.Imaging;
using VividMed.Imaging.Dicom;
using VividMed.Imaging.Nifti;
using VividMed.Imaging.Png;
using VividMed.TestKit;

namespace VividMed.Cli.Tests.Images;

/// <summary>vividmed image: the content decides what a file is, and what is odd about it is said.</summary>
[Collection(Captured.Console)]
public sealed class ImageContentTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("a.dcm", "png")]
    [InlineData("a.nii.gz", "png")]
    [InlineData("a.jpg", "dicom")]
    [InlineData("a.nii", "dicom")]
    [InlineData("a.png", "nifti")]
    [InlineData("a.dcm", "nifti")]
    public async Task A_file_is_read_as_what_it_holds_whatever_it_is_called(string name, string format)
    {
        var path = Write(name, format);
        foreach (var option in new[] { "--header-only", "--output" })
        {
            var run = await Captured.RunAsync(["image", "info", path, .. option == "--output" ? Array.Empty<string>() : [option], "--output", "json"]);
            Assert.Equal(ExitCode.Ok, run.Exit);
            Assert.Equal(format, JsonDocument.Parse(Assert.Single(run.Lines)).RootElement.GetProperty("format").GetString());
        }

        var picture = Path.Combine(_folder.Root, "picture.out");
        Assert.Equal(ExitCode.Ok, (await Captured.RunAsync("image", "render", path, "--out", picture)).Exit);
        Assert.True(new FileInfo(picture).Length > 0);
    }

    [Theory]
    [InlineData("info")]
    [InlineData("render")]
    public async Task A_picture_of_another_format_is_refused_by_its_true_name(string command)
    {
        var path = Path.Combine(_folder.Root, "a.png");
        await File.WriteAllBytesAsync(path, [.. "RIFF"u8, 16, 0, 0, 0, .. "WEBPVP8 "u8, .. new byte[16]], TestContext.Current.CancellationToken);
        string[] rest = command == "info" ? [] : ["--out", Path.Combine(_folder.Root, "out.png")];
        var run = await Captured.RunAsync(["image", command, path, .. rest]);
        Assert.Equal(ExitCode.Failed, run.Exit);
        Assert.Contains("WebP", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Voxels_of_a_pair_are_voxels_whatever_they_look_like()
    {
        var single = await File.ReadAllBytesAsync(Write("a.nii", "nifti"), TestContext.Current.CancellationToken);
        var header = single[..348];
        "ni1\0"u8.CopyTo(header.AsSpan(344));
        header.AsSpan(108, 4).Clear();
        var (hdr, img) = (Path.Combine(_folder.Root, "p.hdr"), Path.Combine(_folder.Root, "p.img"));
        await File.WriteAllBytesAsync(hdr, header, TestContext.Current.CancellationToken);
        foreach (var start in new byte[][] { [8, 0, 5, 0, 1, 0, 2, 0], [.. "II*\0"u8], [0xFF, 0xD8, 0xFF, 0] })
        {
            await File.WriteAllBytesAsync(img, [.. start, .. new byte[48 - start.Length]], TestContext.Current.CancellationToken);
            foreach (var file in new[] { hdr, img })
            {
                foreach (var option in new string[][] { [], ["--header-only"] })
                {
                    var run = await Captured.RunAsync(["image", "info", file, .. option, "--output", "json"]);
                    Assert.Equal("nifti", JsonDocument.Parse(Assert.Single(run.Lines)).RootElement.GetProperty("format").GetString());
                }
            }
        }
    }

    [Fact]
    public async Task What_is_odd_about_a_file_is_in_its_warning()
    {
        var nifti = Write("a.nii", "nifti");
        var bytes = await File.ReadAllBytesAsync(nifti, TestContext.Current.CancellationToken);
        bytes[123] = 3;
        await File.WriteAllBytesAsync(nifti, bytes, TestContext.Current.CancellationToken);
        foreach (var option in new[] { "--header-only", "--output" })
        {
            var run = await Captured.RunAsync(["image", "info", nifti, .. option == "--output" ? Array.Empty<string>() : [option], "--output", "json"]);
            Assert.Contains("micrometers", JsonDocument.Parse(Assert.Single(run.Lines)).RootElement.GetProperty("warning").GetString(), StringComparison.Ordinal);
        }

        var dicom = Write("b.dcm", "dicom");
        await File.AppendAllTextAsync(dicom, "rubbish behind the end", TestContext.Current.CancellationToken);
        var info = await Captured.RunAsync("image", "info", dicom, "--output", "json");
        Assert.Contains("behind the pixels", JsonDocument.Parse(Assert.Single(info.Lines)).RootElement.GetProperty("warning").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_census_counts_by_content_and_reads_files_with_compressed_icons()
    {
        var icon = SharedData.Require("fixtures", "own", "d31_icon_encapsulated.dcm");
        var run = await Captured.RunAsync("image", "census", icon, Write("a.nii.gz", "nifti"), "--output", "json");
        var report = JsonDocument.Parse(Assert.Single(run.Lines)).RootElement;
        Assert.Empty(report.GetProperty("failures").EnumerateArray());
        Assert.Equal(["explicit little endian", "uncompressed"], report.GetProperty("groups").EnumerateArray().Select(group => group.GetProperty("kind").GetProperty("encoding").GetString()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_frame_is_rendered_by_its_number()
    {
        var path = Write("a.dcm", "dicom");
        Assert.Equal(ExitCode.Ok, (await Captured.RunAsync("image", "render", path, "--frame", "1", "--out", path + ".png")).Exit);
        var run = await Captured.RunAsync("image", "render", path, "--frame", "2", "--out", path + ".png");
        Assert.Equal(ExitCode.Failed, run.Exit);
        Assert.Contains("no frame 2", run.Errors, StringComparison.Ordinal);
    }

    private string Write(string name, string format)
    {
        var path = Path.Combine(_folder.Root, name);
        using var file = File.Create(path);
        switch (format)
        {
            case "png":
                PngCodec.WriteGray8(file, new GrayImage(4, 3, [.. Enumerable.Range(0, 12).Select(static i => (byte)(i * 20))]));
                break;
            case "nifti":
                NiftiWriter.Write(file, new short[24], 2, 3, 4, Imaging.Geometry.Affine.Scale(-1, -1, 2), gzip: false);
                break;
            default:
                DicomWriter.Write(file, new DicomRadiograph { Columns = 6, Rows = 4, Pixels = [.. Enumerable.Range(0, 24).Select(static i => (ushort)(i * 100))], PatientId = "1", StudyId = "2", StudyTime = new DateTime(2180, 1, 1, 0, 0, 0, DateTimeKind.Unspecified), Seed = name });
                break;
        }

        return path;
    }
}
