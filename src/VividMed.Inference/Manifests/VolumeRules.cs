namespace VividMed.Inference.Manifests;

/// <summary>The rules of a volume's preparation and windows.</summary>
internal static class VolumeRules
{
    public static void Check(ManifestRule rule, ModelManifest manifest)
    {
        rule.Require("volume", manifest.Volume is not null, "is missing: a model on volumes needs it");
        rule.Require("window", manifest.Window is not null, "is missing: a model on volumes needs it");
        var volume = manifest.Volume!;
        CheckChannels(rule, "volume.channels", volume.Channels, volume.Slices);
        rule.Require("volume.orientation", IsOrientation(volume.Orientation), "must name each body axis once, such as RAS or LPS");
        for (var i = 0; i < volume.Steps.Count; i++) Check(rule, $"volume.steps[{i}]", volume.Steps[i]);
        Check(rule, manifest.Window!);
        rule.Require(
            "window.batchHint", manifest.Window!.BatchHint == 1 || (volume.Batched != false && manifest.Mask?.Batched != false),
            $"is {manifest.Window.BatchHint}, and must be 1 where batched is false");
        if (volume.Slices is { } stack) Check(rule, stack, manifest.Window);
        rule.Second("volume.second", manifest.Inputs, volume.Second is not null);
        if (volume.Second is not { } second) return;

        CheckChannels(rule, "volume.second.channels", second.Channels, volume.Slices);
        for (var i = 0; i < second.Steps.Count; i++) Check(rule, $"volume.second.steps[{i}]", second.Steps[i]);
        rule.Require(
            "volume.second.steps", second.Steps.Where(DecidesGrid).Select(Text).SequenceEqual(volume.Steps.Where(DecidesGrid).Select(Text)),
            "must have the steps resample and crop-foreground as volume.steps has them: both images show the same windows");
    }

    private static bool DecidesGrid(PreparationStep step) => step is ResampleStep or CropForegroundStep;

    private static string Text(PreparationStep step) =>
        step is ResampleStep resample ? $"{string.Join(' ', resample.SpacingMm)} {resample.Interpolation}" : $"{step}";

    private static void CheckChannels(ManifestRule rule, string field, int channels, SliceStack? stack)
    {
        if (stack is null) rule.Require(field, channels is 1 or 3, $"is {channels}, and must be 1 or 3");
        else rule.Require(field, channels == stack.Offsets.Count, $"is {channels}, and must be {stack.Offsets.Count}: one a slice of volume.slices.offsets");
    }

    private static void Check(ManifestRule rule, SliceStack stack, WindowOptions window)
    {
        rule.Require("volume.slices.offsets", stack.Offsets.Count is >= 1 and <= 64, "must have 1 to 64 entries");
        rule.Require("volume.slices.offsets", stack.Offsets.All(static offset => offset is >= -256 and <= 256), "must be within -256..256");
        rule.Require("window.size", window.Size[2] == 1, $"is {window.Size[2]} slices deep, and must be 1 with volume.slices");
    }

    private static void Check(ManifestRule rule, string field, PreparationStep step)
    {
        rule.Require(field, step is not (ResizeStep or EqualizeStep or InvertStep), "is for radiographs");
        switch (step)
        {
            case ResampleStep resample:
                rule.Require(
                    $"{field}.spacingMm", resample.SpacingMm.Count == 3 && resample.SpacingMm.All(static mm => mm is >= 0.05 and <= 50),
                    "must be three values within 0.05..50");
                break;
            case CropForegroundStep crop:
                rule.Require($"{field}.above", double.IsFinite(crop.Above), "must be a number");
                rule.Require($"{field}.margin", crop.Margin is >= 0 and <= 1024, "must be within 0..1024");
                break;
            default:
                IntensityRules.Check(rule, field, step, channels: 1);
                break;
        }
    }

    private static void Check(ManifestRule rule, WindowOptions window)
    {
        rule.Require(
            "window.size", window.Size.Count == 3 && window.Size.All(static n => n is >= 1 and <= 1024),
            "must be three values within 1..1024");
        rule.Require("window.overlap", window.Overlap is >= 0 and < 1, "must be at least 0 and below 1");
        rule.Require("window.sigmaScale", window.SigmaScale is null or > 0, "must be positive");
        rule.Require("window.batchHint", window.BatchHint is >= 1 and <= 64, "must be within 1..64");
        rule.Require("window.skipBelow", window.SkipBelow is null || window.Blend == WindowBlend.Probability, "goes with the blend probability: a window that is not run has no logits");
        rule.Require("window.padValue", double.IsFinite(window.PadValue), "must be a number");
    }

    private static bool IsOrientation(string code) =>
        code.Length == 3 && ((string[])["RL", "AP", "SI"]).All(
            axis => code.Count(letter => axis.Contains(letter, StringComparison.Ordinal)) == 1);
}
