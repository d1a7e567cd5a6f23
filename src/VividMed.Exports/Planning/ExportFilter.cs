using VividMed.Grounding;
using VividMed.Taxonomy;

namespace VividMed.Exports.Planning;

/// <summary>
/// Which part of a version is handed over. What is null or empty is not asked. A sample takes part if one of its phrases does; where it
/// does, phrases that do not are text only.
/// </summary>
public sealed record ExportFilter
{
    public IReadOnlyList<string> Splits { get; init; } = [];

    public Modality? Modality { get; init; }

    /// <summary>Taxonomy ids of which a phrase must name one.</summary>
    public IReadOnlyList<string> Targets { get; init; } = [];

    /// <summary>Every region of a phrase has at least this grade: A is the best.</summary>
    public Grade? Grade { get; init; }

    /// <summary>Least confidence of a grounded phrase, 0 to 1; one without a confidence does not take part.</summary>
    public double? Confidence { get; init; }

    /// <summary>The studies that take part, such as those that people have looked at.</summary>
    public IReadOnlySet<string>? Ids { get; init; }

    /// <summary>Whether anything is asked of phrases.</summary>
    public bool AsksOfPhrases => Targets.Count > 0 || Grade is not null || Confidence is not null;

    public bool Takes(Sample sample) =>
        (Splits.Count == 0 || Splits.Contains(sample.Split, StringComparer.Ordinal))
        && (Modality is null || sample.Modality == Modality)
        && (Ids is null || Ids.Contains(sample.Id))
        && (!AsksOfPhrases || sample.Phrases.Any(phrase => Takes(sample, phrase)));

    /// <summary>Whether a phrase's regions, or its denial, are used.</summary>
    public bool Takes(Sample sample, Phrase phrase)
    {
        if (Targets.Count > 0 && !Targets.Contains(phrase.Target, StringComparer.Ordinal)) return false;
        if (phrase.Regions.Count == 0) return phrase.Reason == UngroundedReason.Absent || !AsksOfPhrases;
        return (Grade is not { } least || phrase.Regions.All(region => sample.Regions[region].Grade <= least))
            && (Confidence is not { } sure || phrase.Confidence >= sure);
    }
}
