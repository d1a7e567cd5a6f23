namespace VividMed.Reports;

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
