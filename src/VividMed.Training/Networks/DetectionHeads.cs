namespace VividMed.Training;

/// <summary>Logits [B, N, classes] and boxes [B, N, 4] as (cx, cy, w, h) in 0..1.</summary>
internal sealed record DetectionHeads<T>(T Logits, T Boxes);
