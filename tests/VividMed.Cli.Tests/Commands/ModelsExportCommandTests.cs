using System.Text.Json.Nodes;
using VividMed.Cli.Commands;
using VividMed.Cli.Tests.Images;
using VividMed.TestKit;

namespace VividMed.Cli.Tests.Commands;

/// <summary>vividmed models export: what it says, and what it refuses.</summary>
[Collection(Captured.Console)]
public sealed class ModelsExportCommandTests : IDisposable
{
    private static readonly string Base = Repository.Path("models", "phantom-vividmed-mini");

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Graphs_of_one_modality_are_told_as_a_table_and_as_json_of_the_published_schema()
    {
        var table = await RunAsync("--model", Base, "--out", _folder.Path("out"), "--modality", "CXR");
        var again = await RunAsync("--model", Base, "--out", _folder.Path("out"), "--modality", "CXR", "--output", "json");

        Assert.Equal((ExitCode.Ok, ExitCode.Ok), (table.Exit, again.Exit));
        Assert.Contains("encoder-cxr.onnx", table.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("-ct.onnx", table.Output, StringComparison.Ordinal);
        Assert.Contains("README.md", table.Errors, StringComparison.Ordinal);
        Assert.Empty(new SchemaMatch(OutputSchemas.Node("models export")).Faults(JsonNode.Parse(again.Output)));
        Assert.Equal(
            ["decoder.onnx", "encoder-cxr.onnx", "grounding-cxr.onnx", "glance-cxr.onnx", "masks-cxr.onnx"],
            JsonNode.Parse(again.Output)!["graphs"]!.AsArray().Select(static graph => (string)graph!["file"]!));
        Assert.All(JsonNode.Parse(again.Output)!["graphs"]!.AsArray(), graph => Assert.Equal(new FileInfo(_folder.Path("out", (string)graph!["file"]!)).Length, (long)graph["bytes"]!));
    }

    [Theory]
    [InlineData("CXR, CT, MR", "--model", "BASE", "--out", "OUT", "--modality", "PET")]
    [InlineData("--out and --model are the same", "--model", "BASE", "--out", "BASE")]
    [InlineData("--model", "--out", "OUT")]
    public async Task A_wrong_call_is_one(string told, params string[] words)
    {
        var refused = await RunAsync([.. words.Select(word => word.Replace("BASE", Base, StringComparison.Ordinal).Replace("OUT", _folder.Path("out"), StringComparison.Ordinal))]);

        Assert.Equal((ExitCode.Usage, ""), (refused.Exit, refused.Output));
        Assert.Contains(told, refused.Errors, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Root));
    }

    [Fact]
    public async Task A_folder_with_a_manifest_is_not_written_over()
    {
        var manifest = _folder.Path("model.json");
        File.Copy(Repository.Path("models", "phantom-dino-mini", "model.json"), manifest);

        var refused = await RunAsync("--model", Base, "--out", _folder.Root, "--output", "json");

        Assert.Equal((ExitCode.Failed, ""), (refused.Exit, refused.Output));
        Assert.Contains("folder-taken", refused.Errors, StringComparison.Ordinal);
        Assert.Equal([manifest], Directory.GetFileSystemEntries(_folder.Root));
    }

    private static Task<Captured> RunAsync(params string[] arguments) => Captured.RunAsync(["models", "export", .. arguments]);
}
