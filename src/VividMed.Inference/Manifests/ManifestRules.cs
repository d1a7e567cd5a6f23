namespace VividMed.Inference;

/// <summary>What a manifest must fulfil before any of its files is looked at.</summary>
internal static class ManifestRules
{
    public static void Check(ModelManifest manifest)
    {
        Require(manifest, manifest.Schema == ModelManifest.CurrentSchema, $"its schema is {manifest.Schema}, this version reads schema {ModelManifest.CurrentSchema}");
        Require(manifest, manifest.Id.Length > 0 && manifest.Id.All(static c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '.'), "its id must be lower-case letters, digits, '-' and '.'");
        Require(manifest, manifest.Labels.Count > 0, "it has no labels");
        Require(manifest, manifest.Labels.All(static label => label.Name.Length > 0 && label.Target.Length > 0), "a label has no name or no target");
        Require(manifest, manifest.Labels.All(static label => label.ScoreThreshold is null or (>= 0 and <= 1)), "a label's threshold is not within 0..1");
        CheckPath(manifest, manifest.Model);
        if (manifest.Kind == ModelKind.Detector) CheckDetector(manifest);
        else CheckSegmenter(manifest);
    }

    private static void CheckDetector(ModelManifest manifest)
    {
        Require(manifest, manifest.Radiograph is not null && manifest.Detection is not null, "a detector needs the members radiograph and detection");
        var (image, decode) = (manifest.Radiograph!, manifest.Detection!);
        Require(manifest, image.Channels is 1 or 3, "radiograph.channels must be 1 or 3");
        Require(manifest, image.Size is >= 1 and <= 8192, "radiograph.size must be within 1..8192");
        Require(manifest, image.Mean.Count == image.Channels && image.Std.Count == image.Channels, "radiograph.mean and radiograph.std need one value a channel");
        Require(manifest, image.Std.All(static value => value > 0), "radiograph.std must be positive");
        Require(manifest, image.BatchHint is >= 1 and <= 1024, "radiograph.batchHint must be within 1..1024");
        Require(manifest, decode.TopK >= 1, "detection.topK must be at least 1");
        Require(manifest, decode.ScoreThreshold is >= 0 and <= 1, "detection.scoreThreshold must be within 0..1");
        Require(manifest, decode.Frame != BoxFrame.Original || decode.Format == DetectionFormat.Decoded, "detection.frame original needs the format decoded");
        RequireRoles(manifest, manifest.Inputs, ["image"], ["mask", "sizes"]);
        RequireRoles(manifest, manifest.Outputs, decode.Format == DetectionFormat.Decoded ? ["labels", "boxes", "scores"] : ["logits", "boxes"], []);
    }

    private static void CheckSegmenter(ModelManifest manifest)
    {
        Require(
            manifest,
            manifest is { Volume: not null, Window: not null, Mask: not null, Prompts: not null },
            "a prompt segmenter needs the members volume, window, mask and prompts");
        var (volume, window, prompts) = (manifest.Volume!, manifest.Window!, manifest.Prompts!);
        Require(manifest, volume.Channels is 1 or 3, "volume.channels must be 1 or 3");
        Require(manifest, volume.SpacingMm is null || (volume.SpacingMm.Count == 3 && volume.SpacingMm.All(static mm => mm is >= 0.05 and <= 50)), "volume.spacingMm must be three values within 0.05..50");
        Require(manifest, volume.Clip.Count == 2 && volume.Clip[0] < volume.Clip[1], "volume.clip must be two rising values");
        Require(manifest, window.Size.Count == 3 && window.Size.All(static n => n is >= 1 and <= 1024), "window.size must be three values within 1..1024");
        Require(manifest, window.Overlap is >= 0 and < 1, "window.overlap must be at least 0 and below 1");
        Require(manifest, window.SigmaScale is null or > 0, "window.sigmaScale must be positive");
        Require(manifest, window.BatchHint is >= 1 and <= 64, "window.batchHint must be within 1..64");
        Require(manifest, manifest.Mask!.Threshold is > 0 and < 1 && manifest.Mask.MinComponentMm3 >= 0, "mask.threshold must be within 0..1 and mask.minComponentMm3 not negative");
        Require(manifest, prompts.Dimension is >= 1 and <= 65536 && prompts.MaxPromptsPerCall >= 1, "prompts.dimension and prompts.maxPromptsPerCall must be positive");
        Require(manifest, prompts.File.Bytes == 4L * prompts.Dimension * manifest.Labels.Count, $"{manifest.Labels.Count} labels of {prompts.Dimension} float32 values do not make {prompts.File.Bytes} bytes of prompts");
        Require(manifest, manifest.Labels.Select(static label => (label.Target, label.Side)).Distinct().Count() == manifest.Labels.Count, "two labels have the same target and side");
        CheckPath(manifest, prompts.File);
        RequireRoles(manifest, manifest.Inputs, ["image", "prompts"], []);
        RequireRoles(manifest, manifest.Outputs, ["masks"], []);
    }

    private static void CheckPath(ModelManifest manifest, ModelFile file) => Require(
        manifest,
        file.Path.Length > 0 && !Path.IsPathRooted(file.Path) && !file.Path.Split('/', '\\').Contains(".."),
        $"the file {file.Path} does not lie in the manifest's folder");

    private static void RequireRoles(ModelManifest manifest, IReadOnlyDictionary<string, string> given, string[] required, string[] optional)
    {
        foreach (var role in required) Require(manifest, given.ContainsKey(role), $"no tensor has the role {role}");
        foreach (var role in given.Keys) Require(manifest, required.Contains(role) || optional.Contains(role), $"the role {role} is not known here");
    }

    private static void Require(ModelManifest manifest, bool condition, string otherwise)
    {
        if (!condition) throw new ModelException("manifest-invalid", $"the manifest of model '{manifest.Id}' is not valid: {otherwise}");
    }
}
