namespace VividMed.Reports;

/// <summary>
/// How to evaluate. Sets: the sets to look at, or those that the file has where it is empty. Style: the reports' layout, or by the text.
/// Examples: the most disagreements kept for each label and kind. ShowText: whether they may carry sentences.
/// </summary>
public sealed record EvaluationOptions(IReadOnlyList<LabelSet> Sets, ReportStyle? Style = null, int Resamples = 1_000, int Seed = 1, int Examples = 5, bool ShowText = false);
