namespace VividMed.Inference;

public enum DetectionFormat
{
    /// <summary>Logits [B, Q, C] and boxes [B, Q, 4] as (cx, cy, w, h) in 0..1: a sigmoid per class, the best K of all (query, class) pairs.</summary>
    DetrRaw,

    /// <summary>As the original DETR: a softmax over C + 1 classes, the last of which means no object; one label a query.</summary>
    DetrSoftmax,

    /// <summary>Labels [B, N], boxes [B, N, 4] as (x0, y0, x1, y1) in pixels and scores [B, N], ready to use.</summary>
    Decoded,

    /// <summary>One tensor [B, 4 + C, N]: (cx, cy, w, h) in pixels of the tensor above C scores in 0..1, as Ultralytics exports it.</summary>
    Yolo,
}
