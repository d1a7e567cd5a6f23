namespace VividMed.Inference;

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
    int? Classes = null);
