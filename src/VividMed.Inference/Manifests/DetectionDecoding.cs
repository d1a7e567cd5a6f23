namespace VividMed.Inference.Manifests;

/// <summary>From a detector's outputs to boxes.</summary>
/// <param name="TopK">How many (query, class) pairs are looked at, best first.</param>
/// <param name="ScoreThreshold">0..1; a label's own threshold wins.</param>
/// <param name="FallbackBestPerClass">A class with no box over its threshold keeps its single best one among the top K.</param>
/// <param name="SuppressionIoU">Greedy suppression within a class above this overlap; none where null, as DINO is used.</param>
/// <param name="MinSide">Boxes with a side below this many pixels of the original are left out.</param>
/// <param name="Classes">Classes of the graph's output (without "no object"); null where there is one a label.</param>
public sealed record DetectionDecoding(
    DetectionFormat Format,
    BoxFrame Frame,
    int TopK,
    double ScoreThreshold,
    bool FallbackBestPerClass = false,
    double? SuppressionIoU = null,
    double MinSide = 0,
    int? Classes = null)
{
    /// <summary>The outputs that the format has, in the order in which they are read.</summary>
    internal IReadOnlyList<string> OutputRoles => Format switch
    {
        DetectionFormat.Decoded => ["boxes", "scores", "labels"],
        DetectionFormat.Yolo => ["predictions"],
        _ => ["boxes", "logits"],
    };
}

/// <summary>What a detector's outputs are. B counts images, Q queries, C classes and N boxes.</summary>
public enum DetectionFormat
{
    /// <summary>
    /// Logits [B, Q, C] and boxes [B, Q, 4] as (cx, cy, w, h) in 0..1: a sigmoid per class, the best K of all (query, class) pairs.
    /// </summary>
    DetrRaw,

    /// <summary>As the original DETR: a softmax over C + 1 classes, the last of which means no object; one label a query.</summary>
    DetrSoftmax,

    /// <summary>Labels [B, N], boxes [B, N, 4] as (x0, y0, x1, y1) in pixels and scores [B, N], ready to use.</summary>
    Decoded,

    /// <summary>
    /// One tensor [B, 4 + C, N]: (cx, cy, w, h) in pixels of the tensor above C scores in 0..1, as Ultralytics exports it.
    /// </summary>
    Yolo,
}

/// <summary>What the coordinates of a box are relative to.</summary>
public enum BoxFrame
{
    /// <summary>The padded square that the model sees.</summary>
    Padded,

    /// <summary>The resized image without its padding.</summary>
    Unpadded,

    /// <summary>The original image; only for <see cref="DetectionFormat.Decoded"/>, in pixels.</summary>
    Original,
}
