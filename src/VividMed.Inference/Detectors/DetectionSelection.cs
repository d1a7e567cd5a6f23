using VividMed.Imaging.Geometry;
using VividMed.Inference.Manifests;

namespace VividMed.Inference.Detectors;

/// <summary>Which decoded boxes count as findings.</summary>
internal static class DetectionSelection
{
    /// <param name="found">Best first; Label is the graph's class index.</param>
    /// <param name="labelOf">The label of a class index, or null where the class has none: its boxes are left out.</param>
    public static List<RawDetection> Select(IReadOnlyList<RawDetection> found, DetectionDecoding rule, Func<int, ModelLabel?> labelOf)
    {
        var kept = new List<RawDetection>();
        foreach (var box in found)
        {
            if (labelOf(box.Label) is { } label && box.Score >= (label.ScoreThreshold ?? rule.ScoreThreshold) && !IsSuppressed(box))
            {
                kept.Add(box);
            }
        }

        if (rule.FallbackBestPerClass)
        {
            foreach (var box in found)
            {
                if (labelOf(box.Label) is not null && !kept.Exists(other => other.Label == box.Label)) kept.Add(box);
            }
        }

        return kept;

        bool IsSuppressed(RawDetection box) =>
            rule.SuppressionIoU is { } limit && kept.Exists(other => other.Label == box.Label && other.Box.IoU(box.Box) > limit);
    }
}

/// <summary>
/// A decoded box in the model's own frame: in shares of it, or pixels where the model decodes itself. Label is the graph's class index.
/// </summary>
internal readonly record struct RawDetection(int Label, double Score, Box Box);
