using VividMed.Cli.Tests.Images;
using VividMed.TestKit;

namespace VividMed.Cli.Tests.Commands;

/// <summary>No file that a command reads or writes takes the place of another.</summary>
[Collection(Captured.Console)]
public sealed class OverwritingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("image render IMAGE --out IMAGE")]
    [InlineData("models try phantom-dino-mini IMAGE --out IMAGE")]
    [InlineData("review sample --shards STORE --out IMAGE --key IMAGE")]
    [InlineData("review sample --shards STORE --out s.json --key k.json --page k.json")]
    [InlineData("review sample --shards STORE --out s.json --gold 0 --page p.html --csv p.html")]
    [InlineData("review simulate --shards STORE --sheet IMAGE --truth t.json --out IMAGE")]
    [InlineData("shards show --shards STORE --most 1 --out x.png --html x.png")]
    [InlineData("train --shards STORE --base STORE --out STORE/.")]
    public async Task Two_places_that_are_the_same_are_a_wrong_call(string call)
    {
        var image = _folder.Path("image.png");
        await File.WriteAllTextAsync(image, "mine", TestContext.Current.CancellationToken);
        Directory.CreateDirectory(_folder.Path("store"));

        var refused = await Captured.RunAsync([.. call.Split(' ').Select(word => word
            .Replace("IMAGE", image, StringComparison.Ordinal).Replace("STORE", _folder.Path("store"), StringComparison.Ordinal))]);

        Assert.Equal(ExitCode.Usage, refused.Exit);
        Assert.Contains("are the same", refused.Errors, StringComparison.Ordinal);
        Assert.Equal("mine", await File.ReadAllTextAsync(image, TestContext.Current.CancellationToken));
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path("store")));
    }
}
