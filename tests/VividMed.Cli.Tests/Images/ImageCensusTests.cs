using System.Text.Json;
using VividMed.Cli.Images;
using VividMed.Cli.Images.Censuses;

namespace VividMed.Cli.Tests.Images;

/// <summary>vividmed image census: counts by kind, from headers alone.</summary>
[Collection(Captured.Console)]
public sealed class ImageCensusTests(ImageFolderFixture images) : IClassFixture<ImageFolderFixture>
{
    [Fact]
    public async Task Files_are_counted_by_what_they_are()
    {
        var run = await Captured.RunAsync("image", "census", images.Root, "--output", "json");
        var report = JsonDocument.Parse(Assert.Single(run.Lines)).RootElement;
        var kinds = report.GetProperty("groups").EnumerateArray()
            .Select(group => (Kind: group.GetProperty("kind"), Files: group.GetProperty("files").GetInt32()))
            .Select(group => $"{group.Kind.GetProperty("encoding")}, {group.Kind.GetProperty("pixels")}, {group.Kind.GetProperty("bitsStored")}: {group.Files}");
        Assert.Equal((ExitCode.Ok, 6), (run.Exit, report.GetProperty("files").GetInt32()));
        Assert.Equal(
            ["RLE, MONOCHROME1, 12: 1", "explicit little endian, MONOCHROME2, 12: 1", "gzip, LPS by sform, 16: 1", "jpeg, gray, 8: 1", "lossless JPEG, MONOCHROME2, 12: 1"],
            kinds.Order(StringComparer.Ordinal));
        var failure = Assert.Single(report.GetProperty("failures").EnumerateArray());
        Assert.Equal(("not-dicom", images.Path("a/broken.dcm")), (failure.GetProperty("reason").GetString(), failure.GetProperty("example").GetString()));
    }

    [Fact]
    public async Task The_table_has_a_line_a_kind()
    {
        var run = await Captured.RunAsync("image", "census", images.Path("a/b"));
        Assert.Equal(ExitCode.Ok, run.Exit);
        Assert.Contains("2 files", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_files_give_the_same_report_whichever_comes_first()
    {
        var files = Enumerable.Range(0, 40).Select(number => (Name: $"{number:D2}", Header: (IImageHeader)new RasterHeaderLine($"{number:D2}", "jpeg", 10 + (number % 7), 20, 1 + (2 * (number % 2)), 8))).ToArray();
        var expected = Report(files);
        var random = new Random(1);
        for (var i = 0; i < 20; i++)
        {
            random.Shuffle(files);
            Assert.Equivalent(expected, Report(files), strict: true);
        }

        static CensusReport Report((string Name, IImageHeader Header)[] files)
        {
            var census = new Census();
            foreach (var (name, header) in files)
            {
                census.Add(header, 100);
                census.Add(name, new IOException("x"), "x", 1);
            }

            return census.Report();
        }
    }

    [Fact]
    public void More_kinds_than_anyone_can_read_are_counted_together()
    {
        var census = new Census();
        for (var number = 0; number < 5000; number++) census.Add(new RasterHeaderLine("x", $"kind {number}", 1, 1, 1, 8), 1);
        var report = census.Report();
        Assert.InRange(report.Groups.Count, 2, 1001);
        Assert.Equal(5000, report.Groups.Sum(group => group.Files));
    }
}
