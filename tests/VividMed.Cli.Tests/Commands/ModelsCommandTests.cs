using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using VividMed.Cli.Tests.Images;
using VividMed.Imaging;
using VividMed.Imaging.Png;
using VividMed.TestKit;

namespace VividMed.Cli.Tests.Commands;

/// <summary>vividmed models new, list, check and try as whoever brings a model calls them.</summary>
[Collection(Captured.Console)]
public sealed class ModelsCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_file_becomes_a_model_that_passes_its_check_and_its_picture_shows_boxes()
    {
        File.Copy(Repository.Path("models/taxonomy.json"), _folder.Path("taxonomy.json"));
        Copy("phantom-cxas-mini", "mine", "model.onnx");

        var drafted = await RunAsync("new", _folder.Path("mine", "model.onnx"), "--output", "json");
        var check = await RunAsync("check", "mine", "--models", _folder.Root, "--output", "json", "--provider", "cpu", "--placement");

        Assert.Equal((ExitCode.Ok, ExitCode.Ok), (drafted.Exit, check.Exit));
        Assert.Contains("phantom-cxas-mini has the same tensors", drafted.Output, StringComparison.Ordinal);
        using var report = JsonDocument.Parse(check.Output);
        Assert.True(report.RootElement.GetProperty("golden")[0].GetProperty("passed").GetBoolean());
        Assert.Contains(report.RootElement.GetProperty("placement").EnumerateArray(), static one => one.GetProperty("provider").GetString() == "CPUExecutionProvider");

        using (var png = File.Create(_folder.Path("image.png"))) PngCodec.WriteGray8(png, Chest());
        var tried = await RunAsync("try", _folder.Path("mine"), _folder.Path("image.png"), "--out", _folder.Path("seen.png"), "--threshold", "0.01", "--output", "json");
        Assert.Equal(ExitCode.Ok, tried.Exit);
        // Width and height of a PNG follow its signature and the head of its first chunk.
        var picture = await File.ReadAllBytesAsync(_folder.Path("seen.png"), TestContext.Current.CancellationToken);
        Assert.Equal((960, 960), (BinaryPrimitives.ReadInt32BigEndian(picture.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(picture.AsSpan(20))));
        using var seen = JsonDocument.Parse(tried.Output);
        Assert.NotEqual(0, seen.RootElement.GetProperty("seen").GetArrayLength());
    }

    [Fact]
    public async Task A_manifest_that_is_there_is_replaced_only_by_force()
    {
        Copy("phantom-cxas-mini", "mine", "model.onnx");
        await File.WriteAllTextAsync(_folder.Path("mine", "model.json"), "my own", TestContext.Current.CancellationToken);

        var refused = await RunAsync("new", _folder.Path("mine", "model.onnx"));

        Assert.Equal(ExitCode.Failed, refused.Exit);
        Assert.Contains("--force", refused.Errors, StringComparison.Ordinal);
        Assert.Equal("my own", await File.ReadAllTextAsync(_folder.Path("mine", "model.json"), TestContext.Current.CancellationToken));
        Assert.Equal(ExitCode.Ok, (await RunAsync("new", _folder.Path("mine", "model.onnx"), "--force")).Exit);
    }

    [Fact]
    public async Task A_model_that_cannot_be_used_is_told_and_the_others_are_listed_and_checked()
    {
        File.Copy(Repository.Path("models/taxonomy.json"), _folder.Path("taxonomy.json"));
        Copy("phantom-cxas-mini", "phantom-cxas-mini", "model.onnx", "model.json");
        Directory.CreateDirectory(_folder.Path("bad"));
        await File.WriteAllTextAsync(_folder.Path("bad", "model.json"), """{ "kind": "detecter" """, TestContext.Current.CancellationToken);

        var listed = await RunAsync("list", "--models", _folder.Root, "--output", "json");
        var check = await RunAsync("check", "--models", _folder.Root, "--output", "json", "--provider", "cpu");

        Assert.Equal(ExitCode.Ok, listed.Exit);
        Assert.Equal(["bad", "phantom-cxas-mini"], listed.Lines.Select(static line => (string?)JsonNode.Parse(line)!["id"]));
        Assert.Contains("\"message\":\"bad cannot be used", listed.Errors, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Failed, check.Exit);
        Assert.Equal("phantom-cxas-mini", (string?)JsonNode.Parse(Assert.Single(check.Lines))!["id"]);
        Assert.Contains("\"message\":\"bad: ", check.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("target", "\"hart\"", "has the target 'hart', which is none of")]
    [InlineData("side", "\"left\"", "has the side left, but the target 'heart' has no sides")]
    [InlineData("side", "\"lft\"", "labels[0].side is 'lft'; it may be none, left, right")]
    public async Task A_label_that_no_report_can_mean_fails_the_check(string member, string json, string expected)
    {
        Copy("phantom-cxas-mini", "phantom-cxas-mini", "model.onnx", "model.json");
        Spoil(manifest => manifest["labels"]![0]![member] = JsonNode.Parse(json));

        var check = await RunAsync("check", _folder.Path("phantom-cxas-mini"));

        Assert.Equal(ExitCode.Failed, check.Exit);
        Assert.Contains(expected, check.Errors, StringComparison.Ordinal);
        Assert.Single(check.Errors.Split('\n'), static line => line.StartsWith("vividmed: ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Auto_says_why_it_took_the_processor_and_a_named_processor_says_nothing()
    {
        Assert.SkipWhen(Inference.Execution.ProviderCheck.FallbackOfAuto(new()) is null, "this machine has a GPU");
        var auto = await RunAsync("check", "phantom-cxas-mini");
        Assert.Contains("models: auto takes the CPU: ", auto.Errors, StringComparison.Ordinal);
        Assert.Equal("", (await RunAsync("check", "phantom-cxas-mini", "--provider", "cpu")).Errors);
    }

    [Fact]
    public async Task Engines_that_cannot_be_kept_are_told_before_anything_begins()
    {
        var file = _folder.Path("file");
        await File.WriteAllTextAsync(file, "", TestContext.Current.CancellationToken);
        var refused = await RunAsync("check", "phantom-cxas-mini", "--provider", "tensorrt", "--engine-cache", Path.Combine(file, "engines"));
        Assert.Equal(ExitCode.Failed, refused.Exit);
        Assert.Contains("TensorRT's engines cannot be kept in", refused.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("check", "--device", "-1")]
    [InlineData("check", "--device", "first")]
    [InlineData("check", "--device", "0,0")]
    [InlineData("check", "--device", "1,")]
    [InlineData("check", "--provider-option", "nothing")]
    [InlineData("try", "m", "i", "--threshold", "2")]
    [InlineData("new", "m.onnx", "--modality", "MR")]
    public async Task A_wrong_call_is_a_usage_error(params string[] arguments) =>
        Assert.Equal(ExitCode.Usage, (await RunAsync(arguments)).Exit);

    [Fact]
    public async Task What_is_no_model_or_no_image_is_one_line()
    {
        await File.WriteAllTextAsync(_folder.Path("note.txt"), "no model", TestContext.Current.CancellationToken);
        foreach (var command in (string[][])
            [["new", _folder.Path("note.txt")], ["new", _folder.Path("none.onnx")], ["try", "phantom-dino-mini", _folder.Path("note.txt")], ["try", "phantom-sat-mini", _folder.Path("note.txt")]])
        {
            var refused = await RunAsync(command);
            Assert.Equal(ExitCode.Failed, refused.Exit);
            var line = Assert.Single(refused.Errors.Split('\n'), static line => line.StartsWith("vividmed: ", StringComparison.Ordinal));
            Assert.Contains(command[^1], line, StringComparison.Ordinal);
            Assert.DoesNotContain("   at ", refused.Errors, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("no model", "it is no ONNX model")]
    [InlineData("", "it is empty")]
    [InlineData("version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n", "git lfs pull")]
    [InlineData("PK\u0003\u0004archive/data.pkl", "torch.onnx.export")]
    [InlineData("\u007fELF", "it is no ONNX model")]
    public async Task What_is_no_ONNX_model_is_told_with_what_to_give_instead(string content, string told)
    {
        Copy("phantom-cxas-mini", "phantom-cxas-mini", "model.json");
        await File.WriteAllTextAsync(_folder.Path("phantom-cxas-mini", "model.onnx"), content, TestContext.Current.CancellationToken);
        Spoil(manifest => manifest["model"]!["sha256"] = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(_folder.Path("phantom-cxas-mini", "model.onnx")))));
        Spoil(manifest => manifest["model"]!["bytes"] = new FileInfo(_folder.Path("phantom-cxas-mini", "model.onnx")).Length);
        Spoil(manifest => manifest["golden"] = new JsonArray());
        var file = _folder.Path("phantom-cxas-mini", "model.onnx");

        foreach (var command in (string[][])[["check", _folder.Path("phantom-cxas-mini")], ["new", file, "--force"], ["try", _folder.Path("phantom-cxas-mini"), Png()]])
        {
            var refused = await RunAsync(command);

            Assert.Equal(ExitCode.Failed, refused.Exit);
            var line = Assert.Single(refused.Errors.Split('\n'), static line => line.StartsWith("vividmed: ", StringComparison.Ordinal));
            Assert.Contains(file, line, StringComparison.Ordinal);
            Assert.Contains(told, line, StringComparison.Ordinal);
            Assert.Contains(".onnx", line, StringComparison.Ordinal);
            Assert.DoesNotContain("Protobuf", line, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("check", "model.onnx")]
    [InlineData("check", "model.json")]
    [InlineData("try", "model.onnx")]
    [InlineData("evaluate", "model.onnx")]
    public async Task A_file_in_the_place_of_a_model_s_folder_is_told_as_one(string command, string file)
    {
        Copy("phantom-cxas-mini", "phantom-cxas-mini", "model.json", "model.onnx");

        var refused = await RunAsync([command, _folder.Path("phantom-cxas-mini", file), .. command == "try" ? [Png()] : Array.Empty<string>()]);

        Assert.Equal(ExitCode.Failed, refused.Exit);
        Assert.Contains($"{file} is a file", refused.Errors, StringComparison.Ordinal);
        Assert.Contains("folder", refused.Errors, StringComparison.Ordinal);
    }

    private string Png()
    {
        var path = _folder.Path("chest.png");
        using var file = File.Create(path);
        PngCodec.WriteGray8(file, Chest());
        return path;
    }

    private static Task<Captured> RunAsync(params string[] arguments) => Captured.RunAsync(["models", .. arguments]);

    private void Copy(string model, string folder, params string[] files)
    {
        Directory.CreateDirectory(_folder.Path(folder));
        foreach (var file in files) File.Copy(Path.Combine(Repository.Path("models"), model, file), _folder.Path(folder, file));
    }

    private void Spoil(Action<JsonNode> change)
    {
        var path = _folder.Path("phantom-cxas-mini", "model.json");
        var manifest = JsonNode.Parse(File.ReadAllText(path))!;
        change(manifest);
        File.WriteAllText(path, manifest.ToJsonString());
    }

    /// <summary>Two dark fields on gray: enough for a model that knows phantoms to outline something.</summary>
    private static GrayImage Chest() => new(
        256, 256, [.. Enumerable.Range(0, 65536).Select(static i => Math.Abs(Math.Abs((i % 256) - 128) - 50) < 35 && i / 256 is > 60 and < 200 ? (byte)50 : (byte)170)]);
}
