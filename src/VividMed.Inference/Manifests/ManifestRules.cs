using VividMed.Taxonomy;

namespace VividMed.Inference.Manifests;

/// <summary>What a manifest must fulfill before any of its files is looked at. Every refusal names the field.</summary>
internal static class ManifestRules
{
    private const int MaxClasses = 4096;

    public static void Check(ModelManifest manifest)
    {
        var rule = new ManifestRule(manifest.Id);
        rule.Require(
            "schema", manifest.Schema == ModelManifest.CurrentSchema,
            $"is {manifest.Schema}; this version reads schema {ModelManifest.CurrentSchema}");
        rule.Require(
            "id",
            manifest.Id.Length > 0 && manifest.Id.All(static c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '.'), "must be lower-case letters, digits, '-' and '.'");
        foreach (var file in manifest.Files) CheckFile(rule, file);
        rule.Require("detection", manifest.Detection is not null || manifest.Kind != ModelKind.Detector, "is missing: a detector needs it");
        rule.Require("mask", manifest.Mask is not null || manifest.Kind == ModelKind.Detector, "is missing: a segmenter needs it");
        rule.Require(
            "prompts", manifest.Prompts is not null || manifest.Kind != ModelKind.PromptSegmenter,
            "is missing: a prompt segmenter needs it");
        CheckLabels(rule, manifest);
        CheckResources(rule, manifest);
        switch (manifest.Kind)
        {
            case ModelKind.Detector:
                RadiographRules.Check(rule, manifest);
                CheckDetection(rule, manifest, manifest.Detection!);
                break;
            case ModelKind.PromptSegmenter:
                VolumeRules.Check(rule, manifest);
                CheckPrompts(rule, manifest, manifest.Prompts!);
                break;
            default:
                rule.Require("volume", manifest.Volume is null != manifest.Radiograph is null, "or radiograph, one of them, is what a class segmenter needs");
                if (manifest.Volume is not null) VolumeRules.Check(rule, manifest);
                else RadiographRules.Check(rule, manifest);
                rule.Roles("inputs", manifest.Inputs, ["image"], ["second"]);
                rule.Roles("outputs", manifest.Outputs, ["masks"], []);
                break;
        }

        if (manifest.Kind != ModelKind.Detector) CheckMask(rule, manifest);
        GoldenRules.Check(rule, manifest);
    }

    private static void CheckFile(ManifestRule rule, ModelFile file) => rule.Require(
        $"file {file.Path}",
        file.Path.Length > 0 && !Path.IsPathRooted(file.Path) && !file.Path.Split('/', '\\').Contains(".."),
        "must lie in the manifest's folder");

    private static void CheckLabels(ManifestRule rule, ModelManifest manifest)
    {
        var count = manifest.ClassCount;
        rule.Require("labels", manifest.Labels.Count is > 0 and <= MaxClasses, $"must have 1 to {MaxClasses} entries");
        rule.Require(
            manifest.Kind == ModelKind.Detector ? "detection.classes" : "mask.channels", count is > 0 and <= MaxClasses,
            $"must be within 1..{MaxClasses}");
        for (var i = 0; i < manifest.Labels.Count; i++)
        {
            var label = manifest.Labels[i];
            rule.Require($"labels[{i}].name", label.Name.Length > 0, "is empty");
            rule.Require($"labels[{i}].target", label.Target.Length > 0, "is empty");
            rule.Require($"labels[{i}].side", label.Side != Side.Both, "must be left, right or none: both sides are two labels");
            rule.Require($"labels[{i}].scoreThreshold", label.ScoreThreshold is null or (>= 0 and <= 1), "must be within 0..1");
            rule.Require(
                $"labels[{i}].index", manifest.IndexOf(i) >= 0 && manifest.IndexOf(i) < count,
                $"is {manifest.IndexOf(i)}, but the classes, channels or prompt rows are 0..{count - 1}");
        }

        var indices = manifest.Labels.Select((_, i) => manifest.IndexOf(i)).ToList();
        rule.Require("labels", indices.Distinct().Count() == indices.Count, "has two entries of the same index");
        if (manifest.Kind == ModelKind.Detector) return;
        rule.Require(
            "labels", manifest.Labels.DistinctBy(static label => (label.Target, label.Side)).Count() == manifest.Labels.Count,
            "has two entries of the same target and side");
    }

    private static void CheckResources(ManifestRule rule, ModelManifest manifest)
    {
        var needs = manifest.Resources ?? new ModelResources();
        rule.Require(
            "resources", double.Min(needs.DeviceMemoryGb, double.Min(needs.HostMemoryGb, needs.MacsPerRun)) >= 0, "must not be negative");
        rule.Require(
            "providers",
            manifest.Providers is null || manifest.Providers.All(provider => (manifest.Forbidden ?? []).All(other => other.Provider != provider)), "allows what forbidden refuses");
    }

    private static void CheckDetection(ManifestRule rule, ModelManifest manifest, DetectionDecoding decode)
    {
        rule.Require("detection.topK", decode.TopK >= 1, "must be at least 1");
        rule.Require("detection.scoreThreshold", decode.ScoreThreshold is >= 0 and <= 1, "must be within 0..1");
        rule.Require("detection.suppressionIoU", decode.SuppressionIoU is null or (>= 0 and <= 1), "must be within 0..1");
        rule.Require("detection.minSide", decode.MinSide >= 0, "must not be negative");
        rule.Require(
            "detection.frame", decode.Frame != BoxFrame.Original || decode.Format == DetectionFormat.Decoded,
            "original needs the format decoded");
        rule.Require(
            "detection.frame", decode.Frame == BoxFrame.Padded || !decode.Format.IsYolo,
            "must be padded for the formats yolo, yolo-objectness and yolox");
        rule.Require("detection.strides", decode.Strides is null || decode.Format == DetectionFormat.Yolox, "is for the format yolox");
        if (decode.Format == DetectionFormat.Yolox) CheckStrides(rule, manifest.Radiograph!, decode.GridStrides);
        CheckBatch(rule, "detection", manifest, decode.Batched);
        rule.Roles("inputs", manifest.Inputs, ["image"], ["mask", "sizes", "second"]);
        rule.Roles("outputs", manifest.Outputs, decode.OutputRoles, []);
    }

    private static void CheckStrides(ManifestRule rule, RadiographPreprocessing image, IReadOnlyList<int> strides)
    {
        rule.Require("detection.strides", strides.Count is >= 1 and <= 8 && strides.All(static stride => stride is >= 1 and <= 1024), "must be 1 to 8 values within 1..1024");
        foreach (var stride in strides)
        {
            rule.Require(
                "detection.strides", image.Width % stride == 0 && image.Height % stride == 0,
                $"has {stride}, which does not divide the tensor of {image.Width} x {image.Height}");
        }
    }

    private static void CheckBatch(ManifestRule rule, string field, ModelManifest manifest, bool? batched) => rule.Require(
        "radiograph.batchHint", batched != false || manifest.Radiograph is null or { BatchHint: 1 },
        $"is {manifest.Radiograph?.BatchHint}, and must be 1 where {field}.batched is false");

    private static void CheckMask(ManifestRule rule, ModelManifest manifest)
    {
        var mask = manifest.Mask!;
        CheckBatch(rule, "mask", manifest, mask.Batched);
        rule.Require("mask.threshold", mask.Threshold is > 0 and < 1, "must be between 0 and 1");
        rule.Require("mask.minComponentMm3", mask.MinComponentMm3 >= 0, "must not be negative");
        rule.Require("mask.minComponentShare", mask.MinComponentShare is >= 0 and < 1, "must be at least 0 and below 1");
        if (manifest.Kind == ModelKind.ClassSegmenter) return;
        rule.Require("mask.merge", mask.Merge == MaskMerge.Independent, "must be independent for a prompt segmenter, whose masks may overlap");
        rule.Require("mask.activation", mask.Activation != MaskActivation.Softmax, "must not be softmax for a prompt segmenter: a mask would depend on the other prompts");
        rule.Require("mask.channels", mask.Channels is null, "is for class segmenters");
    }

    private static void CheckPrompts(ManifestRule rule, ModelManifest manifest, PromptTable prompts)
    {
        rule.Require("prompts.dimension", prompts.Dimension is >= 1 and <= 65536, "must be within 1..65536");
        rule.Require("prompts.maxPromptsPerCall", prompts.MaxPromptsPerCall is >= 1 and <= 4096, "must be within 1..4096");
        rule.Require(
            "prompts.file", prompts.File.Bytes == 4L * prompts.Dimension * manifest.ClassCount,
            $"has {prompts.File.Bytes} bytes, but {manifest.ClassCount} rows of {prompts.Dimension} float32 values are {4L * prompts.Dimension * manifest.ClassCount}");
        rule.Roles("inputs", manifest.Inputs, ["image", "prompts"], ["second"]);
        rule.Roles("outputs", manifest.Outputs, ["masks"], []);
    }
}

/// <summary>Refuses a manifest by the name of the field that is wrong.</summary>
internal sealed class ManifestRule(string model)
{
    /// <exception cref="ModelException"><c>manifest-invalid</c>.</exception>
    public void Require(string field, bool condition, string otherwise)
    {
        if (!condition) throw new ModelException("manifest-invalid", $"the manifest of model '{model}' is not valid: {field} {otherwise}");
    }

    /// <summary>A second image is described and has a tensor, or neither.</summary>
    public void Second(string field, IReadOnlyDictionary<string, string> inputs, bool described)
    {
        Require(field, described || !inputs.ContainsKey("second"), "is missing: inputs has the role second");
        Require("inputs.second", !described || inputs.ContainsKey("second"), $"is missing: {field} describes a second image");
    }

    /// <summary>Checks which roles have a tensor.</summary>
    public void Roles(
        string field, IReadOnlyDictionary<string, string> given, IReadOnlyList<string> required, IReadOnlyList<string> optional)
    {
        var roles = string.Join(", ", required.Concat(optional.Select(static role => $"{role} (may be left out)")));
        var stated = given.Count == 0 ? "no role" : string.Join(", ", given.Keys);
        foreach (var role in required)
        {
            Require($"{field}.{role}", given.ContainsKey(role), $"is missing: {field} has {stated}, and the roles here are {roles}");
        }

        foreach (var (role, tensor) in given)
        {
            Require(
                $"{field}.{role}", required.Contains(role) || optional.Contains(role),
                $"is not known here; the roles are {roles}");
            Require($"{field}.{role}", tensor.Length > 0, "names no tensor");
        }
    }
}
