namespace VividMed.Reports;

/// <summary>How well one label, or all labels of a set together, are told present.</summary>
public sealed record ClassScore(string Label, long Hits, long FalseAlarms, long Misses, Figure Precision, Figure Recall, Figure F1);
