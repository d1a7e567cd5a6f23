using VividMed.Cli.Tests.Images;
using VividMed.TestKit;

namespace VividMed.Cli.Tests.Commands;

/// <summary>A call that cannot do what it says is refused before its output folder is made.</summary>
[Collection(Captured.Console)]
public sealed class NothingIsMadeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("taxonomy.json: there is no such file", "run --dataset mimic-cxr --root ROOT/mimic-cxr --out OUT --models NONE")]
    [InlineData("taxonomy.json: there is no such file", "run --dataset mimic-cxr --root ROOT/mimic-cxr --out OUT --models NONE --simulate-inference 1")]
    [InlineData("taxonomy.json: there is no such file", "quarantine replay --all --dataset mimic-cxr --root ROOT/mimic-cxr --out OUT --models NONE")]
    [InlineData("there is no model 'nope'", "run --dataset mimic-cxr --root ROOT/mimic-cxr --out OUT --detector nope")]
    [InlineData("there is no model 'nope'", "run --dataset mimic-cxr --root ROOT/mimic-cxr --out OUT --radiograph-segmenter nope")]
    [InlineData("there is no model 'nope'", "run --dataset ct-rate --root ROOT/ct-rate --out OUT --segmenter nope")]
    [InlineData("phantom-sat-mini is a PromptSegmenter, not a detector", "run --dataset mimic-cxr --root ROOT/mimic-cxr --out OUT --detector phantom-sat-mini")]
    [InlineData("phantom-dino-mini is no class segmenter for radiographs", "run --dataset mimic-cxr --root ROOT/mimic-cxr --out OUT --radiograph-segmenter phantom-dino-mini")]
    [InlineData("phantom-cxas-mini is no segmenter for volumes", "run --dataset ct-rate --root ROOT/ct-rate --out OUT --segmenter phantom-cxas-mini")]
    [InlineData("--llm nonsense is no address", "run --dataset mimic-cxr --root ROOT/mimic-cxr --out OUT --llm nonsense --llm-model m")]
    [InlineData("' knows phantoms alone", "run --dataset mimic-cxr --root BARE/mimic-cxr --out OUT")]
    [InlineData("taxonomy.json: there is no such file", "demo --out OUT --cxr 1 --ct 0 --models NONE")]
    [InlineData("taxonomy.json: there is no such file", "experiment grounding --out OUT --models NONE")]
    [InlineData("there is no such folder", "experiment grounding --out OUT --shards NONE")]
    [InlineData("there is no such file", "experiment grounding --out OUT --shards EMPTY --truth NONE")]
    [InlineData("has no committed version", "experiment grounding --out OUT --shards EMPTY")]
    [InlineData("has no committed version", "train --out OUT --shards EMPTY")]
    [InlineData("has no committed version", "shards export --to coco --out OUT --shards EMPTY")]
    [InlineData("has no committed version", "review study make --out OUT --shards EMPTY")]
    [InlineData("there is nothing to do", "demo --out OUT --cxr 0 --ct 0")]
    public async Task A_wrong_call_leaves_no_output_folder(string told, string call)
    {
        Assert.Equal(ExitCode.Ok, (await Captured.RunAsync("phantom", "--out", _folder.Path("p"), "--cxr", "1", "--ct", "1")).Exit);
        Assert.Equal(ExitCode.Ok, (await Captured.RunAsync("phantom", "--out", _folder.Path("bare"), "--cxr", "1", "--ct", "0")).Exit);
        File.Delete(_folder.Path("bare", "truth.json"));
        Directory.CreateDirectory(_folder.Path("empty"));

        var refused = await Captured.RunAsync([.. call.Split(' ').Select(word => word
            .Replace("ROOT", _folder.Path("p"), StringComparison.Ordinal)
            .Replace("BARE", _folder.Path("bare"), StringComparison.Ordinal)
            .Replace("EMPTY", _folder.Path("empty"), StringComparison.Ordinal)
            .Replace("NONE", _folder.Path("none"), StringComparison.Ordinal)
            .Replace("OUT", _folder.Path("out"), StringComparison.Ordinal))]);

        Assert.NotEqual(ExitCode.Ok, refused.Exit);
        Assert.Contains(told, Assert.Single(refused.Errors.Split('\n'), static line => line.StartsWith("vividmed: ", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.False(Path.Exists(_folder.Path("out")));
        Assert.False(Path.Exists(_folder.Path("none")));
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path("empty")));
    }
}
