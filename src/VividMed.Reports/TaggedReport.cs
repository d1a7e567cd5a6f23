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
    IReadOnlyList<Finding> Findings)
{
    /// <summary>The abnormalities that it states as present now: taxonomy ids.</summary>
    public IReadOnlySet<string> StatedNow() => AbnormalNow(Polarity.Present);

    /// <summary>The abnormalities that it denies: taxonomy ids.</summary>
    public IReadOnlySet<string> DeniedNow() => AbnormalNow(Polarity.Absent);

    private HashSet<string> AbnormalNow(Polarity polarity) =>
        Findings.Where(finding => finding is { Kind: FindingKind.Abnormality, Temporality: Temporality.Current } && finding.Polarity == polarity)
            .Select(static finding => finding.Target)
            .ToHashSet(StringComparer.Ordinal);
}

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
    string? Location = null)
{
    /// <summary>How sure the report is; <see cref="Polarity"/> is its short form.</summary>
    public Certainty Certainty { get; init; }

    /// <summary>One of several readings of something that is seen ("atelectasis versus scarring").</summary>
    public bool IsAlternative { get; init; }

    /// <summary>What has become of it since the examination before; null where the report does not say.</summary>
    public Change? Change { get; init; }

    /// <summary>How severe or large, in the report's words.</summary>
    public string? Severity { get; init; }

    /// <summary>How many the report counts.</summary>
    public int? Count { get; init; }

    /// <summary>Stated extents in millimeters, in the report's order.</summary>
    public IReadOnlyList<double>? SizeMm { get; init; }

    /// <summary>Those of the examination before.</summary>
    public IReadOnlyList<double>? PriorSizeMm { get; init; }

    /// <summary>Findings of the same number speak of one and the same.</summary>
    public int Frame { get; init; }

    /// <summary>How sure the rules are of what they read, 0 to 1.</summary>
    public double TextConfidence { get; init; } = 1;
}

/// <summary>
/// A section's content by its normalized lower-case name (findings, impression, indication, ...): text[Start..End] without the heading.
/// </summary>
public sealed record ReportSection(string Name, int Start, int End);

/// <summary>text[Start..End] in UTF-16 code units.</summary>
public readonly record struct TextSpan(int Start, int End);
