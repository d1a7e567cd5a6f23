namespace VividMed.Reports;

/// <summary>A report as published, only whitespace-normalised, with its structure and the findings it states. Every offset points into <see cref="Text"/>.</summary>
public sealed record TaggedReport(
    string Text,
    IReadOnlyList<ReportSection> Sections,
    IReadOnlyList<TextSpan> Sentences,
    IReadOnlyList<Finding> Findings);
