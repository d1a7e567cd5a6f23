using System.Text;

namespace VividMed.Inference.Tests;

public sealed class ModelManifestTests
{
    [Fact]
    public void A_manifest_survives_its_own_json()
    {
        using var folder = new ToyFolder();
        var manifest = folder.Install(ToySegmenter.Manifest(folder, [4, 4, 4]));

        Assert.Equal(File.ReadAllText(folder.ManifestPath), Encoding.UTF8.GetString(manifest.ToJson()));
        Assert.Equal(64, manifest.Digest.Length);
    }

    [Fact]
    public void Two_manifests_that_differ_in_a_threshold_have_different_digests()
    {
        using var folder = new ToyFolder();
        var manifest = ToyDetector.Manifest(folder);
        var first = folder.Install(manifest).Digest;

        Assert.NotEqual(first, folder.Install(manifest with { Detection = manifest.Detection! with { ScoreThreshold = 0.2 } }).Digest);
        Assert.Equal(first, folder.Install(manifest).Digest);
    }

    [Fact]
    public void A_misspelt_member_is_refused_by_name()
    {
        using var folder = new ToyFolder();
        folder.Install(ToyDetector.Manifest(folder));
        File.WriteAllText(folder.ManifestPath, File.ReadAllText(folder.ManifestPath).Replace("scoreThreshold", "scoreTreshold", StringComparison.Ordinal));

        var error = Assert.Throws<ModelException>(() => ModelManifest.Load(folder.ManifestPath));
        Assert.Equal("manifest-invalid", error.Code);
        Assert.Contains("scoreTreshold", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[1, 2")]
    [InlineData("\u0000\u0001")]
    public void Something_that_is_no_manifest_is_refused(string text)
    {
        using var folder = new ToyFolder();
        File.WriteAllText(folder.ManifestPath, text);

        Assert.Equal("manifest-invalid", Assert.Throws<ModelException>(() => ModelManifest.Load(folder.Root)).Code);
    }

    [Fact]
    public void A_changed_model_file_is_refused()
    {
        using var folder = new ToyFolder();
        folder.Install(ToyDetector.Manifest(folder));
        var bytes = File.ReadAllBytes(folder.Path("model.onnx"));
        bytes[^1] ^= 1;
        File.WriteAllBytes(folder.Path("model.onnx"), bytes);

        Assert.Equal("digest-mismatch", Assert.Throws<ModelException>(() => ModelManifest.Load(folder.ManifestPath)).Code);
    }

    [Fact]
    public void A_missing_prompt_file_is_refused()
    {
        using var folder = new ToyFolder();
        folder.Install(ToySegmenter.Manifest(folder, [4, 4, 4]));
        File.Delete(folder.Path("prompts.f32"));

        Assert.Equal("file-missing", Assert.Throws<ModelException>(() => ModelManifest.Load(folder.ManifestPath)).Code);
    }

    [Fact]
    public void A_folder_without_a_manifest_is_refused()
    {
        using var folder = new ToyFolder();
        Assert.Equal("manifest-missing", Assert.Throws<ModelException>(() => ModelManifest.Load(folder.ManifestPath)).Code);
    }

    [Theory]
    [MemberData(nameof(BrokenRules))]
    public void A_detector_manifest_that_breaks_a_rule_is_refused(string part)
    {
        using var folder = new ToyFolder();
        var good = ToyDetector.Manifest(folder);
        var (image, decode) = (good.Radiograph!, good.Detection!);
        var broken = part switch
        {
            "schema" => good with { Schema = 1 },
            "id" => good with { Id = "../other" },
            "no labels" => good with { Labels = [] },
            "label without target" => good with { Labels = [new ModelLabel("Nodule", "")] },
            "label threshold" => good with { Labels = [new ModelLabel("Nodule", "lung nodule", ScoreThreshold: 1.5)] },
            "path" => good with { Model = good.Model with { Path = "../model.onnx" } },
            "no radiograph" => good with { Radiograph = null },
            "channels" => good with { Radiograph = image with { Channels = 2 } },
            "mean" => good with { Radiograph = image with { Steps = [.. image.Steps, new NormaliseStep([0, 0], [1, 1])] } },
            "std" => good with { Radiograph = image with { Steps = [.. image.Steps, new NormaliseStep([0], [0])] } },
            "size" => good with { Radiograph = image with { Width = 0 } },
            "threshold" => good with { Detection = decode with { ScoreThreshold = 1.5 } },
            "frame" => good with { Detection = decode with { Frame = BoxFrame.Original } },
            "missing role" => good with { Outputs = new Dictionary<string, string> { ["logits"] = "pred_logits" } },
            _ => good with { Inputs = new Dictionary<string, string> { ["image"] = "pixel_values", ["imgae"] = "x" } },
        };

        Assert.Equal("manifest-invalid", Assert.Throws<ModelException>(() => folder.Install(broken)).Code);
    }

    [Theory]
    [MemberData(nameof(BrokenSegmenterRules))]
    public void A_segmenter_manifest_that_breaks_a_rule_is_refused(string part)
    {
        using var folder = new ToyFolder();
        var good = ToySegmenter.Manifest(folder, [4, 4, 4]);
        var broken = part switch
        {
            "no prompts" => good with { Prompts = null },
            "prompt bytes" => good with { Labels = [.. good.Labels.Skip(1)] },
            "same label twice" => good with { Labels = [.. good.Labels.Select(label => good.Labels[0])] },
            "spacing" => good with { Volume = good.Volume! with { Steps = [new ResampleStep([1, 1, -3])] } },
            "clip" => good with { Volume = good.Volume! with { Steps = [new ClipStep(1000, -1000)] } },
            "window" => good with { Window = good.Window! with { Size = [4, 4] } },
            "overlap" => good with { Window = good.Window! with { Overlap = 1 } },
            "threshold" => good with { Mask = good.Mask! with { Threshold = 0 } },
            _ => good with { Prompts = good.Prompts! with { MaxPromptsPerCall = 0 } },
        };

        Assert.Equal("manifest-invalid", Assert.Throws<ModelException>(() => folder.Install(broken)).Code);
    }

    public static TheoryData<string> BrokenRules =>
        ["schema", "id", "no labels", "label without target", "label threshold", "path", "no radiograph", "channels", "mean", "std", "size", "threshold", "frame", "missing role", "unknown role"];

    public static TheoryData<string> BrokenSegmenterRules =>
        ["no prompts", "prompt bytes", "same label twice", "spacing", "clip", "window", "overlap", "threshold", "prompts per call"];
}
