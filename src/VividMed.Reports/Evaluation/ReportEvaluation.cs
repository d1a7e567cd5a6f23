namespace VividMed.Reports;

/// <summary>The outcome of an evaluation: figures by set, and where tagger and gold differ.</summary>
public sealed record ReportEvaluation(IReadOnlyList<SetScore> Sets, int Unreadable, int Resamples, int Seed, IReadOnlyList<Disagreement> Disagreements);
