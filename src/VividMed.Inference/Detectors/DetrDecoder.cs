using VividMed.Imaging.Geometry;

namespace VividMed.Inference.Detectors;

/// <summary>
/// From the outputs of one image to boxes, best first. Equal scores keep the order of the flattened (query, class) index,
/// so that a result does not depend on how a sort treats ties.
/// </summary>
internal static class DetrDecoder
{
    /// <summary>
    /// Sigmoid per class, then the best of all (query, class) pairs: the post-processing published with DINO (arXiv 2203.03605).
    /// A query may come back under several labels.
    /// </summary>
    /// <param name="logits">[Q, classes].</param>
    /// <param name="boxes">[Q, 4] as (cx, cy, w, h) in 0..1.</param>
    public static List<RawDetection> Raw(ReadOnlySpan<float> logits, ReadOnlySpan<float> boxes, int classes, int topK)
    {
        var best = TopScores.Of(logits, topK);
        var found = new List<RawDetection>(best.Length);
        foreach (var index in best) found.Add(At(boxes, index / classes, index % classes, Sigmoid(logits[index])));
        return found;
    }

    /// <summary>Softmax over classes + 1, the last of which means no object: the post-processing of DETR (arXiv 2005.12872).</summary>
    /// <param name="logits">[Q, classes + 1].</param>
    /// <param name="boxes">[Q, 4] as (cx, cy, w, h) in 0..1.</param>
    public static List<RawDetection> Softmax(ReadOnlySpan<float> logits, ReadOnlySpan<float> boxes, int classes, int topK)
    {
        var queries = boxes.Length / 4;
        var scores = new float[queries];
        var labels = new int[queries];
        for (var query = 0; query < queries; query++)
        {
            var row = logits.Slice(query * (classes + 1), classes + 1);
            labels[query] = IndexOfMax(row[..classes]);
            scores[query] = (float)(1 / Sum(row, row[labels[query]]));
        }

        var found = new List<RawDetection>();
        foreach (var query in TopScores.Of(scores, topK)) found.Add(At(boxes, query, labels[query], scores[query]));
        return found;
    }

    /// <summary>
    /// Boxes that the model has decoded itself: labels [N], boxes [N, 4] as corners, scores [N]. Labels outside the list are left out.
    /// </summary>
    public static List<RawDetection> Decoded(
        ReadOnlySpan<long> labels, ReadOnlySpan<float> boxes, ReadOnlySpan<float> scores, int classes, int topK)
    {
        var found = new List<RawDetection>();
        foreach (var i in TopScores.Of(scores, topK))
        {
            if (labels[i] < 0 || labels[i] >= classes || !float.IsFinite(scores[i])) continue;
            found.Add(new RawDetection((int)labels[i], scores[i], Box.Flat(boxes[4 * i], boxes[(4 * i) + 1], boxes[(4 * i) + 2], boxes[(4 * i) + 3])));
        }

        return found;
    }

    private static RawDetection At(ReadOnlySpan<float> boxes, int query, int label, double score)
    {
        var box = boxes.Slice(4 * query, 4);
        var (halfWidth, halfHeight) = (box[2] / 2.0, box[3] / 2.0);
        return new RawDetection(label, score, Box.Flat(box[0] - halfWidth, box[1] - halfHeight, box[0] + halfWidth, box[1] + halfHeight));
    }

    private static double Sigmoid(float logit) => 1 / (1 + Math.Exp(-logit));

    private static int IndexOfMax(ReadOnlySpan<float> values)
    {
        var best = 0;
        for (var i = 1; i < values.Length; i++)
        {
            if (values[i] > values[best]) best = i;
        }

        return best;
    }

    private static double Sum(ReadOnlySpan<float> logits, float origin)
    {
        var sum = 0.0;
        foreach (var logit in logits) sum += Math.Exp(logit - origin);
        return sum;
    }
}
