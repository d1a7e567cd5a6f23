using VividMed.Imaging.Geometry;

namespace VividMed.Inference.Detectors;

/// <summary>From YOLO's output of one image to boxes, best first. Suppression is the selection's part.</summary>
internal static class YoloDecoder
{
    /// <param name="predictions">[4 + classes, N]: rows of cx, cy, w, h in pixels of the tensor, then one row of scores (0..1) a
    /// class.</param>
    public static List<RawDetection> Decode(ReadOnlySpan<float> predictions, int classes, int topK)
    {
        var count = predictions.Length / (4 + classes);
        var scores = predictions[(4 * count)..];
        var found = new List<RawDetection>();
        foreach (var index in TopScores.Of(scores, topK))
        {
            if (!float.IsFinite(scores[index])) continue;
            var at = index % count;
            var (cx, cy, halfWidth, halfHeight) = (predictions[at], predictions[count + at], predictions[(2 * count) + at] / 2.0, predictions[(3 * count) + at] / 2.0);
            found.Add(
                new RawDetection(index / count, scores[index], Box.Flat(cx - halfWidth, cy - halfHeight, cx + halfWidth, cy + halfHeight)));
        }

        return found;
    }
}
