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
    public async Task No_pictures_are_drawn_unless_they_are_wanted()
    {
        Assert.Equal(ExitCode.Ok, (await Captured.RunAsync("phantom", "--out", _folder.Path("p"), "--cxr", "1", "--ct", "0")).Exit);
        Assert.False(Directory.Exists(_folder.Path("p", "pictures")));
    }
}
