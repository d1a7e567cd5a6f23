using VividMed.Taxonomy;

namespace VividMed.Reports;

/// <summary>
/// A report as published, only whitespace-normalized, with its structure and the findings it states. Every offset points into
/// <see cref="Text"/>.
/// </summary>
public sealed record TaggedReport(
    string Text,
    IReadOnlyList<ReportSection> Sections,
    IReadOnlyList<TextSpan> Sentences,
    IReadOnlyList<Finding> Findings);

/// <summary>
/// One mention in a report: <paramref name="Text"/> equals the report's text[Start..End] (UTF-16 code units).
/// <paramref name="Sentence"/> is an index into <see cref="TaggedReport.Sentences"/>; <paramref name="Location"/> is the
/// taxonomy id of the anatomy that the sentence states for the finding, if any.
/// </summary>
public sealed record Finding(
    int Start,
    int End,
    string Text,
    string Target,
    FindingKind Kind,
    Polarity Polarity,
    Temporality Temporality,
    Side Side,
    int Sentence,
    IReadOnlyList<string> Modifiers,
    string? Location = null);

/// <summary>
/// A section's content by its normalized lower-case name (findings, impression, indication, ...): text[Start..End] without the heading.
/// </summary>
public sealed record ReportSection(string Name, int Start, int End);

/// <summary>text[Start..End] in UTF-16 code units.</summary>
public readonly record struct TextSpan(int Start, int End);
