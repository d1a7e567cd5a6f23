using VividMed.Cli.Tests.Images;
using VividMed.TestKit;

namespace VividMed.Cli.Tests.Commands;

/// <summary>A file in a folder's place, a folder in a file's, and what is no text or no image: the line names it and what it should be.</summary>
[Collection(Captured.Console)]
public sealed class WrongPlaceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("--out takes a folder, and FILE is a file", "phantom --out FILE --cxr 1 --ct 0")]
    [InlineData("--out takes a folder, and FILE is a file", "demo --out FILE")]
    [InlineData("--out takes a folder, and FILE is a file", "train --shards FOLDER --out FILE")]
    [InlineData("--out takes a folder, and FILE is a file", "experiment grounding --out FILE")]
    [InlineData("--out takes a folder, and FILE is a file", "report generate --model FOLDER --image FILE2 --out FILE")]
    [InlineData("--out takes a folder, and FILE is a file", "models build --out FILE")]
    [InlineData("--out takes a folder, and FILE is a file", "models export --model FOLDER --out FILE")]
    [InlineData("FILE is a file and no folder", "image render FILE2 FILE3 --out FILE")]
    [InlineData("FOLDER is a folder where a file is needed", "report tag FOLDER")]
    [InlineData("FOLDER is a folder where a file is needed", "report tag --jsonl FOLDER")]
    [InlineData("FOLDER is a folder", "evaluate reports --gold FOLDER")]
    [InlineData("FOLDER is a folder", "plan --dataset mimic-cxr --root FOLDER --ids FOLDER")]
    [InlineData("FILE holds no text", "report tag FILE")]
    [InlineData("FILE2, line 1: no JSON object", "report tag --jsonl FILE2")]
    [InlineData("FILE2: ", "image render FILE2 --out o.png")]
    [InlineData("FOLDER is a folder", "models new FOLDER")]
    [InlineData("FOLDER/model.json", "models check FOLDER")]
    public async Task What_is_wrong_is_named(string told, string call)
    {
        await File.WriteAllTextAsync(_folder.Path("file"), "", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(_folder.Path("file2"), "no JSON and no image", TestContext.Current.CancellationToken);
        Directory.CreateDirectory(_folder.Path("folder"));
        string Placed(string text) => text.Replace("FILE2", _folder.Path("file2"), StringComparison.Ordinal)
            .Replace("FILE", _folder.Path("file"), StringComparison.Ordinal).Replace("FOLDER", _folder.Path("folder"), StringComparison.Ordinal);

        var refused = await Captured.RunAsync([.. call.Split(' ').Select(Placed)]);

        Assert.NotEqual(ExitCode.Ok, refused.Exit);
        var line = Assert.Single(refused.Errors.Split('\n'), static line => line.StartsWith("vividmed: ", StringComparison.Ordinal) && !line.StartsWith("vividmed: see ", StringComparison.Ordinal));
        Assert.Contains(Placed(told), line, StringComparison.Ordinal);
        Assert.DoesNotContain("Access to the path", refused.Errors, StringComparison.Ordinal);
    }
}
