using VividMed.Reports;
using VividMed.Taxonomy;

namespace VividMed.Grounding;

/// <summary>
/// A finding's words in the report, with what they assert and the regions they name (indices into <see cref="Sample.Regions"/>).
/// Exactly one of Regions (non-empty) and <see cref="Reason"/> (see <see cref="UngroundedReason"/>) is given.
/// </summary>
public sealed record Phrase(
    int Start,
    int End,
    string Text,
    string Target,
    FindingKind Kind,
    Polarity Polarity,
    Temporality Temporality,
    Side Side,
    IReadOnlyList<string> Modifiers,
    IReadOnlyList<int> Regions,
    string? Reason)
{
    /// <summary>How sure the report is; null where nothing has told it.</summary>
    public Certainty? Certainty { get; init; }

    /// <summary>What has become of it since the examination before; null where the report does not say.</summary>
    public Change? Change { get; init; }

    /// <summary>In the report's words, such as mild.</summary>
    public string? Severity { get; init; }

    /// <summary>How many the report counts.</summary>
    public int? Count { get; init; }

    /// <summary>Stated extents in millimeters, in the report's order.</summary>
    public double[]? SizeMm { get; init; }

    /// <summary>Those of the examination before.</summary>
    public double[]? PriorSizeMm { get; init; }

    /// <summary>The anatomy that the report names for it: a taxonomy id.</summary>
    public string? Location { get; init; }

    /// <summary>The index of its sentence in the report.</summary>
    public int? Sentence { get; init; }

    /// <summary>Phrases of the same number speak of one finding.</summary>
    public int? Frame { get; init; }

    /// <summary>How sure the tagger is of what the text says, 0 to 1.</summary>
    public double? TextConfidence { get; init; }

    /// <summary>
    /// How sure the whole is, text and regions together, 0 to 1: of several regions the least sure. Null without a region. A share of pairs
    /// that are right where the models folder has a scale for the model, else a number that orders pairs and no more.
    /// </summary>
    public double? Confidence { get; init; }
}

/// <summary>Why a phrase has no region: nothing is dropped silently.</summary>
public static class UngroundedReason
{
    /// <summary>No configured model can find it.</summary>
    public const string UnsupportedTarget = "unsupported-target";

    /// <summary>The report denies it.</summary>
    public const string Absent = "absent";

    /// <summary>The report denies it, and a model that is sure of it shows it where no other phrase says anything: one of them is wrong.</summary>
    public const string AbsentButDetected = "absent-but-detected";

    /// <summary>The report leaves it open.</summary>
    public const string Uncertain = "uncertain";

    /// <summary>The report tells it of an earlier examination, whatever it says of it.</summary>
    public const string Historical = "historical";

    /// <summary>A model that can find it found nothing, or nothing that is sure enough.</summary>
    public const string BelowThreshold = "below-threshold";

    /// <summary>What was found is nothing that such a finding can be.</summary>
    public const string FailedCheck = "failed-check";

    /// <summary>It was found on the other side only.</summary>
    public const string SideConflict = "side-conflict";

    /// <summary>A person has looked at what was found and says that it is not what the words mean.</summary>
    public const string RejectedInReview = "rejected-in-review";
}
