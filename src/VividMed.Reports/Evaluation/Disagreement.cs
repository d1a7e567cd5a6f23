namespace VividMed.Reports;

/// <summary>
/// A report and a label on which the tagger and gold differ, with the mentions that the tagger read for the label. Snippet is null unless
/// text was asked for: reports are sensitive.
/// </summary>
public sealed record Disagreement(string Id, string Set, string Label, Outcome Outcome, IReadOnlyList<DisagreementMention> Mentions);
