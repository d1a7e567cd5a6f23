using System.Text.Json;
using VividMed.Imaging.Dicom.Series;

namespace VividMed.Cli.Tests.Images;

/// <summary>vividmed image info: the contract that scripts rely on.</summary>
[Collection(Captured.Console)]
public sealed class ImageInfoTests(ImageFolderFixture images) : IClassFixture<ImageFolderFixture>
{
    [Fact]
    public async Task A_dicom_file_is_one_object_with_the_agreed_fields()
    {
        var run = await Captured.RunAsync("image", "info", images.Path("a/native.dcm"), "--output", "json");
        var fields = JsonDocument.Parse(Assert.Single(run.Lines)).RootElement;
        Assert.Equal((ExitCode.Ok, "dicom", 4, 6), (run.Exit, fields.GetProperty("format").GetString(), fields.GetProperty("rows").GetInt32(), fields.GetProperty("columns").GetInt32()));
        Assert.Subset(
            fields.EnumerateObject().Select(field => field.Name).ToHashSet(),
            new HashSet<string>
            {
                "file", "format", "rows", "columns", "frames", "samplesPerPixel", "bitsAllocated", "bitsStored", "pixelRepresentation", "photometricInterpretation", "transferSyntaxUid",
                "rescaleSlope", "rescaleIntercept", "pixelSha256",
            });
    }

    [Theory]
    [InlineData("")]
    [InlineData("--header-only")]
    public async Task A_segmentation_names_its_segments_and_no_other_file_has_any(string header)
    {
        var file = images.Path("segments.dcm");
        await File.WriteAllBytesAsync(file, SegmentationFile.Of(["lung", ""], [(1, 0, 0, 1)]), TestContext.Current.CancellationToken);
        string[] words = header.Length > 0 ? [header] : [];
        var run = await Captured.RunAsync(["image", "info", file, "--output", "json", .. words]);
        var slice = await Captured.RunAsync(["image", "info", images.Path("a/native.dcm"), "--output", "json", .. words]);
        File.Delete(file);

        Assert.Equal(
            "[{\"number\":1,\"label\":\"lung\",\"property\":\"\"},{\"number\":2,\"label\":\"\",\"property\":\"\"}]",
            JsonDocument.Parse(Assert.Single(run.Lines)).RootElement.GetProperty("segments").GetRawText());
        Assert.False(JsonDocument.Parse(Assert.Single(slice.Lines)).RootElement.TryGetProperty("segments", out _));
    }

    [Theory]
    [InlineData("")]
    [InlineData("--header-only")]
    public async Task A_DICOM_slice_tells_its_spacing_position_and_orientation(string header)
    {
        var slice = images.Path("slice.dcm");
        await using (var file = File.Create(slice))
        {
            DicomSliceWriter.Write(file, new DicomSlice
            {
                Columns = 2, Rows = 2, Pixels = new short[4], Study = "s", Series = "chest", SeriesNumber = 4, Number = 1, Position = [-1.5, 2, 30], RowSpacing = 0.8, ColumnSpacing = 0.7,
            });
        }

        var run = await Captured.RunAsync([.. (string[])["image", "info", slice, "--output", "json"], .. header.Length > 0 ? (string[])[header] : []]);
        File.Delete(slice);
        var fields = JsonDocument.Parse(Assert.Single(run.Lines)).RootElement;
        Assert.Equal(("[0.8,0.7]", "[-1.5,2,30]", "[1,0,0,0,1,0]"), (fields.GetProperty("spacing").GetRawText(), fields.GetProperty("position").GetRawText(), fields.GetProperty("orientation").GetRawText()));
        if (header.Length > 0) Assert.Equal(("4", @"ORIGINAL\PRIMARY\AXIAL"), (fields.GetProperty("seriesNumber").GetString(), fields.GetProperty("imageType").GetString()));
    }

    [Fact]
    public async Task A_nifti_file_is_one_object_with_the_agreed_fields()
    {
        var run = await Captured.RunAsync("image", "info", images.Path("a/volume.nii.gz"), "--output", "json");
        var fields = JsonDocument.Parse(Assert.Single(run.Lines)).RootElement;
        Assert.Equal(("nifti", "LPS"), (fields.GetProperty("format").GetString(), fields.GetProperty("orientation").GetString()));
        Assert.Subset(
            fields.EnumerateObject().Select(field => field.Name).ToHashSet(),
            new HashSet<string> { "file", "format", "shape", "datatype", "affine", "orientation", "spacing", "valueMin", "valueMax", "valueMean", "valuesSha256" });
    }

    [Theory]
    [InlineData("a/broken.dcm")]
    [InlineData("a/missing.nii.gz")]
    public async Task One_bad_file_is_exit_1_one_line_on_stderr_and_nothing_on_stdout(string name)
    {
        var run = await Captured.RunAsync("image", "info", images.Path(name), "--output", "json");
        Assert.Equal((ExitCode.Failed, ""), (run.Exit, run.Output));
        var line = Assert.Single(run.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(2, line.Split(images.Path(name)).Length);
    }

    [Fact]
    public async Task Of_several_files_a_bad_one_is_an_object_with_its_error_and_the_others_go_on_in_order()
    {
        string[] files = ["a/native.dcm", "a/broken.dcm", "a/missing.dcm", "a/volume.nii.gz"];
        var run = await Captured.RunAsync(["image", "info", .. files.Select(images.Path), "--output", "json"]);
        var objects = run.Lines.Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal(ExitCode.Failed, run.Exit);
        Assert.Equal(files.Select(images.Path), objects.Select(entry => entry.GetProperty("file").GetString()));
        Assert.Equal([false, true, true, false], objects.Select(entry => entry.TryGetProperty("error", out _)));
        Assert.All(objects.Where(entry => entry.TryGetProperty("error", out _)), entry => Assert.Equal(2, entry.EnumerateObject().Count()));
    }

    [Fact]
    public async Task A_folder_is_its_images_in_order_told_by_name_or_content()
    {
        var run = await Captured.RunAsync("image", "info", images.Root, "--header-only", "--output", "json");
        Assert.Equal(
            ["a/b/IM0001", "a/b/rle.dcm", "a/broken.dcm", "a/native.dcm", "a/picture.jpg", "a/volume.nii.gz"],
            run.Lines.Select(line => Path.GetRelativePath(images.Root, JsonDocument.Parse(line).RootElement.GetProperty("file").GetString()!)));
    }

    [Theory]
    [InlineData("a/*.dcm", "a/broken.dcm a/native.dcm")]
    [InlineData("**/*.dcm", "a/b/rle.dcm a/broken.dcm a/native.dcm")]
    [InlineData("a/?/r*", "a/b/rle.dcm")]
    [InlineData("a/**/IM*", "a/b/IM0001")]
    public async Task A_pattern_is_the_files_that_fit(string pattern, string expected)
    {
        var run = await Captured.RunAsync("image", "info", images.Path(pattern), "--header-only", "--output", "json");
        Assert.Equal(expected.Split(' '), run.Lines.Select(line => Path.GetRelativePath(images.Root, JsonDocument.Parse(line).RootElement.GetProperty("file").GetString()!)));
    }

    [Fact]
    public async Task A_list_names_files_and_folders_and_may_have_comments()
    {
        var list = images.Path("list");
        await File.WriteAllLinesAsync(list, ["# chosen by hand", "", images.Path("a/native.dcm"), images.Path("a/b")], TestContext.Current.CancellationToken);
        var run = await Captured.RunAsync("image", "info", "@" + list, "--header-only", "--output", "json");
        Assert.Equal((ExitCode.Ok, 3), (run.Exit, run.Lines.Count));
    }

    [Theory]
    [InlineData("a/*.bmp")]
    [InlineData("empty")]
    [InlineData("@nowhere")]
    public async Task Nothing_to_look_at_is_said(string words)
    {
        Directory.CreateDirectory(images.Path("empty"));
        var run = await Captured.RunAsync("image", "info", words[0] == '@' ? words : images.Path(words));
        Assert.Equal(ExitCode.Failed, run.Exit);
        Assert.StartsWith("vividmed: ", Assert.Single(run.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Headers_say_nothing_about_the_patient()
    {
        var run = await Captured.RunAsync("image", "info", images.Root, "--header-only", "--output", "json");
        Assert.DoesNotContain("10000001", run.Output, StringComparison.Ordinal);
    }
}
