namespace VividMed.Reports;

/// <summary>The answer to a line without a phrase: the findings of its text.</summary>
public sealed record FindingsDocument(string Id, IReadOnlyList<FindingDocument> Findings);
