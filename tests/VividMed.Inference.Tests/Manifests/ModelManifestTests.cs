using System.Text;
using VividMed.Inference.Manifests;
using VividMed.Inference.Tests.Toys;
using VividMed.Taxonomy;

namespace VividMed.Inference.Tests.Manifests;

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
    public void A_detector_manifest_that_breaks_a_rule_is_refused_by_field(string part, string field)
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
            "mean" => good with { Radiograph = image with { Steps = [.. image.Steps, new NormalizeStep([0, 0], [1, 1])] } },
            "std" => good with { Radiograph = image with { Steps = [.. image.Steps, new NormalizeStep([0], [0])] } },
            "size" => good with { Radiograph = image with { Width = 0 } },
            "threshold" => good with { Detection = decode with { ScoreThreshold = 1.5 } },
            "frame" => good with { Detection = decode with { Frame = BoxFrame.Original } },
            "volume step" => good with { Radiograph = image with { Steps = [new ResampleStep([1, 1, 1]), .. image.Steps] } },
            "order of steps" => good with { Radiograph = image with { Steps = [new DivideStep(255), new ResizeStep(ResizeMode.Squash)] } },
            "missing role" => good with { Outputs = new Dictionary<string, string> { ["logits"] = "pred_logits" } },
            _ => good with { Inputs = new Dictionary<string, string> { ["image"] = "pixel_values", ["imgae"] = "x" } },
        };

        AssertRefused(folder, broken, field);
    }

    [Theory]
    [MemberData(nameof(BrokenSegmenterRules))]
    public void A_segmenter_manifest_that_breaks_a_rule_is_refused_by_field(string part, string field)
    {
        using var folder = new ToyFolder();
        var good = ToySegmenter.Manifest(folder, [4, 4, 4]);
        var broken = part switch
        {
            "no prompts" => good with { Prompts = null },
            "orientation" => good with { Volume = good.Volume! with { Orientation = "RLS" } },
            "radiograph step" => good with { Volume = good.Volume! with { Steps = [new EqualizeStep()] } },
            "prompt bytes" => good with { Labels = [.. good.Labels.Skip(1)] },
            "same label twice" => good with { Labels = [.. good.Labels.Select(label => good.Labels[0])] },
            "spacing" => good with { Volume = good.Volume! with { Steps = [new ResampleStep([1, 1, -3])] } },
            "clip" => good with { Volume = good.Volume! with { Steps = [new ClipStep(1000, -1000)] } },
            "window" => good with { Window = good.Window! with { Size = [4, 4] } },
            "overlap" => good with { Window = good.Window! with { Overlap = 1 } },
            "threshold" => good with { Mask = good.Mask! with { Threshold = 0 } },
            _ => good with { Prompts = good.Prompts! with { MaxPromptsPerCall = 0 } },
        };

        AssertRefused(folder, broken, field);
    }

    [Theory]
    [InlineData("channels", "mask.channels")]
    [InlineData("index", "labels[0].index")]
    [InlineData("both sides", "labels[0].side")]
    [InlineData("no mask", "mask")]
    [InlineData("both", "volume")]
    [InlineData("argmax of prompts", "mask.merge")]
    [InlineData("softmax of prompts", "mask.activation")]
    [InlineData("golden input", "golden[0].inputs.image")]
    [InlineData("golden output", "golden[0].outputs.boxes")]
    public void A_class_segmenter_or_golden_case_that_breaks_a_rule_is_refused_by_field(string part, string field)
    {
        using var folder = new ToyFolder();
        var good = ToyRadiographSegmenter.Manifest(folder);
        var prompts = ToySegmenter.Manifest(folder, [4, 4, 4]);
        var output = new GoldenOutput([1, 3, 12, 16], 0.1, 0, 0, [0]);
        var inputs = new Dictionary<string, GoldenInput> { ["image"] = new([1, 1, 12, 16], Seed: 1) };
        AssertRefused(folder, part switch
        {
            "channels" => good with { Mask = good.Mask! with { Channels = 0 } },
            "index" => good with { Labels = [good.Labels[0] with { Index = 3 }] },
            "both sides" => good with { Labels = [good.Labels[0] with { Side = Side.Both }] },
            "no mask" => good with { Mask = null },
            "both" => good with { Volume = prompts.Volume },
            "argmax of prompts" => prompts with { Mask = prompts.Mask! with { Merge = MaskMerge.Argmax } },
            "softmax of prompts" => prompts with { Mask = prompts.Mask! with { Activation = MaskActivation.Softmax } },
            "golden input" => good with { Golden = [new GoldenCase(new Dictionary<string, GoldenInput>(), new Dictionary<string, GoldenOutput> { ["masks"] = output })] },
            _ => good with { Golden = [new GoldenCase(inputs, new Dictionary<string, GoldenOutput> { ["boxes"] = output })] },
        }, field);
    }

    [Fact]
    public void A_description_does_not_change_what_a_model_computes_but_a_threshold_does()
    {
        using var folder = new ToyFolder();
        var manifest = folder.Install(ToyDetector.Manifest(folder));

        Assert.Equal(manifest.InferenceDigest, folder.Install(manifest with { IntendedUse = "other", Provenance = new ModelProvenance("x"), Resources = new ModelResources(3) }).InferenceDigest);
        Assert.NotEqual(manifest.InferenceDigest, folder.Install(manifest with { Detection = manifest.Detection! with { TopK = 5 } }).InferenceDigest);
        Assert.NotEqual(manifest.InferenceDigest, folder.Install(manifest with { Radiograph = manifest.Radiograph! with { PadValue = 1 } }).InferenceDigest);
    }

    private static void AssertRefused(ToyFolder folder, ModelManifest manifest, string field)
    {
        var error = Assert.Throws<ModelException>(() => folder.Install(manifest));
        Assert.Equal("manifest-invalid", error.Code);
        Assert.Contains($": {field} ", error.Message, StringComparison.Ordinal);
    }

    public static TheoryData<string, string> BrokenRules => new()
    {
        { "schema", "schema" }, { "id", "id" }, { "no labels", "labels" }, { "label without target", "labels[0].target" }, { "label threshold", "labels[0].scoreThreshold" },
        { "path", "file ../model.onnx" }, { "no radiograph", "radiograph" }, { "channels", "radiograph.channels" }, { "mean", "radiograph.steps[2].mean" },
        { "std", "radiograph.steps[2].std" }, { "size", "radiograph.width" }, { "threshold", "detection.scoreThreshold" }, { "frame", "detection.frame" },
        { "missing role", "outputs.boxes" }, { "unknown role", "inputs.imgae" }, { "volume step", "radiograph.steps[0]" }, { "order of steps", "radiograph.steps" },
    };

    public static TheoryData<string, string> BrokenSegmenterRules => new()
    {
        { "no prompts", "prompts" }, { "prompt bytes", "prompts.file" }, { "same label twice", "labels" }, { "spacing", "volume.steps[0].spacingMm" },
        { "clip", "volume.steps[0]" }, { "window", "window.size" }, { "overlap", "window.overlap" }, { "threshold", "mask.threshold" },
        { "prompts per call", "prompts.maxPromptsPerCall" }, { "orientation", "volume.orientation" }, { "radiograph step", "volume.steps[0]" },
    };
}
