using VividMed.Cli.Tests.Images;
using VividMed.Imaging.Png;
using VividMed.Phantoms.Writing;
using VividMed.TestKit;

namespace VividMed.Cli.Tests.Commands;

/// <summary>vividmed phantom, with radiographs of either kind and pictures of their truth.</summary>
[Collection(Captured.Console)]
public sealed class PhantomCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Radiographs_may_be_projected_and_are_drawn_beside_their_truth()
    {
        var written = await Captured.RunAsync("phantom", "--out", _folder.Path("p"), "--cxr", "2", "--ct", "0", "--radiographs", "Mixed", "--pictures", "2");

        Assert.Equal(ExitCode.Ok, written.Exit);
        Assert.Equal(2, PhantomTruth.Load(_folder.Path("p")).Studies.Count);
        var pictures = Directory.GetFiles(_folder.Path("p", "pictures")).Order(StringComparer.Ordinal).ToArray();
        Assert.Equal(["s59000001.png", "s59000008.png"], pictures.Select(Path.GetFileName));
        foreach (var file in pictures)
        {
            using var stream = File.OpenRead(file);
            var picture = PngCodec.ReadRgb(stream);
            Assert.True(picture.Width > picture.Height, "as it is, and beside it with its truth");
            Assert.True(IsGray(picture.Pixels.AsSpan(0, 3)));
            Assert.Contains(Enumerable.Range(0, picture.Pixels.Length / 3), at => !IsGray(picture.Pixels.AsSpan(3 * at, 3)));
        }

        static bool IsGray(ReadOnlySpan<byte> pixel) => pixel[0] == pixel[1] && pixel[1] == pixel[2];
    }

    [Fact]
    public async Task A_dataset_that_nobody_says_is_of_phantoms_is_left_alone()
    {
        Directory.CreateDirectory(_folder.Path("data", "mimic-cxr"));
        var table = _folder.Path("data", "mimic-cxr", "mimic-cxr-2.0.0-metadata.csv.gz");
        await File.WriteAllTextAsync(table, "real", TestContext.Current.CancellationToken);

        var refused = await Captured.RunAsync("phantom", "--out", _folder.Path("data"), "--cxr", "1", "--ct", "0");

        Assert.Equal(ExitCode.Failed, refused.Exit);
        Assert.Contains(_folder.Path("data", "mimic-cxr"), refused.Errors, StringComparison.Ordinal);
        Assert.Contains("--out", refused.Errors, StringComparison.Ordinal);
        Assert.Equal("real", await File.ReadAllTextAsync(table, TestContext.Current.CancellationToken));
        Assert.Single(Directory.GetFileSystemEntries(_folder.Path("data")));
    }

    [Fact]
    public async Task Phantoms_are_made_anew_also_where_they_were_interrupted()
    {
        string[] make = ["phantom", "--out", _folder.Path("p"), "--cxr", "1", "--ct", "0"];
        Assert.Equal(ExitCode.Ok, (await Captured.RunAsync(make)).Exit);
        Assert.Equal(ExitCode.Ok, (await Captured.RunAsync(make)).Exit);

        File.Delete(_folder.Path("p", "truth.json"));
        await File.WriteAllTextAsync(_folder.Path("p", ".vividmed-phantoms"), "", TestContext.Current.CancellationToken);

        Assert.Equal(ExitCode.Ok, (await Captured.RunAsync(make)).Exit);
        Assert.False(File.Exists(_folder.Path("p", ".vividmed-phantoms")));
    }

    [Fact]
    public async Task Nothing_to_make_is_a_wrong_call()
    {
        Assert.Equal(ExitCode.Usage, (await Captured.RunAsync("phantom", "--out", _folder.Path("p"), "--cxr", "0", "--ct", "0")).Exit);
        Assert.False(Directory.Exists(_folder.Path("p")));
    }

    [Fact]
    public async Task No_pictures_are_drawn_unless_they_are_wanted()
    {
        Assert.Equal(ExitCode.Ok, (await Captured.RunAsync("phantom", "--out", _folder.Path("p"), "--cxr", "1", "--ct", "0")).Exit);
        Assert.False(Directory.Exists(_folder.Path("p", "pictures")));
    }
}
