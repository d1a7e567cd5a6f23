namespace VividMed.Inference;

/// <summary>Which outputs each format of a detector has, in the order in which they are read.</summary>
internal static class DetectionOutputs
{
    public static IReadOnlyList<string> Roles(DetectionFormat format) => format switch
    {
        DetectionFormat.Decoded => ["boxes", "scores", "labels"],
        DetectionFormat.Yolo => ["predictions"],
        _ => ["boxes", "logits"],
    };
}
