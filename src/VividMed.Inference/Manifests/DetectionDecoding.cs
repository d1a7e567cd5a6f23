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
    /// <summary>False for outputs without a batch axis, as detectron2 and torchvision export them: one image a call. Null is true.</summary>
    public bool? Batched { get; init; }

    /// <summary>For <see cref="DetectionFormat.Yolox"/>: pixels between the cells of each grid, finest first; null is 8, 16, 32.</summary>
    public IReadOnlyList<int>? Strides { get; init; }

    /// <summary>The strides of the grids that a YOLOX graph answers on.</summary>
    internal IReadOnlyList<int> GridStrides => Strides ?? [8, 16, 32];

    /// <summary>The outputs that the format has, in the order in which they are read.</summary>
    internal IReadOnlyList<string> OutputRoles => Format switch
    {
        DetectionFormat.Decoded => ["boxes", "scores", "labels"],
        _ when Format.IsYolo => ["predictions"],
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

    /// <summary>
    /// One tensor [B, N, 5 + C] as YOLOv5 and v7 export it, and YOLOX that decodes in its graph: (cx, cy, w, h) in pixels of the tensor,
    /// objectness and C scores, both in 0..1; a box's score is their product.
    /// </summary>
    YoloObjectness,

    /// <summary>
    /// One tensor [B, N, 5 + C] as YOLOX exports it: as <see cref="YoloObjectness"/>, but centers are offsets from grid cells and sizes
    /// logarithms, both in units of the grid's stride; N runs over the grids, each row by row.
    /// </summary>
    Yolox,
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

/// <summary>What the formats have in common.</summary>
internal static class DetectionFormats
{
    extension(DetectionFormat format)
    {
        /// <summary>Whether coordinates are in pixels, not in shares of the frame.</summary>
        public bool IsInPixels => format is not (DetectionFormat.DetrRaw or DetectionFormat.DetrSoftmax);

        /// <summary>Whether the graph answers with one tensor in pixels of what it sees.</summary>
        public bool IsYolo => format is DetectionFormat.Yolo or DetectionFormat.YoloObjectness or DetectionFormat.Yolox;
    }
}
