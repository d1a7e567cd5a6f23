namespace VividMed.Inference.Manifests;

/// <summary>The rules of the steps that change values only.</summary>
internal static class IntensityRules
{
    public static void Check(ManifestRule rule, string field, PreparationStep step, int channels)
    {
        switch (step)
        {
            case ClipStep clip:
                rule.Require(field, clip.Low < clip.High, "must have low below high");
                break;
            case ClipPercentilesStep clip:
                rule.Require(
                    field, clip.Low >= 0 && clip.Low < clip.High && clip.High <= 100, "must have low below high, both within 0..100");
                break;
            case ZScoreStep score:
                rule.Require($"{field}.ddof", score.Ddof is 0 or 1, "must be 0 or 1");
                break;
            case DivideStep divide:
                rule.Require($"{field}.by", double.IsFinite(divide.By) && divide.By != 0, "must be a number other than 0");
                break;
            case ScaleStep scale:
                rule.Require(field, double.IsFinite(scale.Factor) && double.IsFinite(scale.Offset), "must have numbers");
                break;
            case NormalizeStep normalize:
                rule.Require(
                    $"{field}.mean",
                    (normalize.Mean.Count == 1 || normalize.Mean.Count == channels) && normalize.Mean.All(double.IsFinite), "needs one value, or one a channel");
                rule.Require(
                    $"{field}.std",
                    normalize.Std.Count == normalize.Mean.Count && normalize.Std.All(static value => value > 0 && double.IsFinite(value)), "needs as many positive values as mean");
                break;
        }
    }
}
