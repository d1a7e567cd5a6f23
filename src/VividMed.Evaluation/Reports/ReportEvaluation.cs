namespace VividMed.Evaluation.Reports;

/// <summary>The outcome of an evaluation: figures by set, and where tagger and gold differ.</summary>
public sealed record ReportEvaluation(
    IReadOnlyList<SetScore> Sets, int Unreadable, int Resamples, int Seed, IReadOnlyList<Disagreement> Disagreements);

/// <summary>
/// A set's figures by label; Micro counts every decision alike, MacroF1 every label that gold or the tagger knows in the file.
/// </summary>
public sealed record SetScore(string Set, int Reports, IReadOnlyList<ClassScore> Classes, ClassScore Micro, Figure MacroF1);

/// <summary>How well one label, or all labels of a set together, are told present.</summary>
public sealed record ClassScore(string Label, long Hits, long FalseAlarms, long Misses, Figure Precision, Figure Recall, Figure F1);

/// <summary>A figure between 0 and 1 with its 95 % bootstrap interval; NaN is never used: a figure of nothing is 0.</summary>
public readonly record struct Figure(double Value, double Low, double High);
