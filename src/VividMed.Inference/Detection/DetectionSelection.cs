namespace VividMed.Inference;

/// <summary>Which decoded boxes count as findings.</summary>
internal static class DetectionSelection
{
    /// <param name="found">Best first.</param>
    public static List<RawDetection> Select(IReadOnlyList<RawDetection> found, DetectionDecoding rule, IReadOnlyList<ModelLabel> labels)
    {
        var kept = new List<RawDetection>();
        foreach (var box in found)
        {
            if (box.Score >= Threshold(box.Label) && !IsSuppressed(box)) kept.Add(box);
        }

        if (rule.FallbackBestPerClass)
        {
            foreach (var box in found)
            {
                if (!kept.Exists(other => other.Label == box.Label)) kept.Add(box);
            }
        }

        return kept;

        double Threshold(int label) => labels[label].ScoreThreshold ?? rule.ScoreThreshold;

        bool IsSuppressed(RawDetection box) =>
            rule.SuppressionIoU is { } limit && kept.Exists(other => other.Label == box.Label && other.IoU(box) > limit);
    }
}
