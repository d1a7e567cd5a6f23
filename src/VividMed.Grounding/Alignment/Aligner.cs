using VividMed.Grounding.Targets;
using VividMed.Reports;
using VividMed.Taxonomy;

namespace VividMed.Grounding.Alignment;

/// <summary>Finds the regions that one finding names among what the models found in its study.</summary>
internal sealed class Aligner(TargetTaxonomy taxonomy, GroundingOptions options, GroundingStudy study)
{
    private readonly CandidateSelection _selection = new(taxonomy, options, study);
    private readonly bool _volume = study.Modality.IsVolume();

    public AlignmentResult Align(Finding finding)
    {
        if (finding.Temporality == Temporality.Historical) return AlignmentResult.Ungrounded(UngroundedReason.Historical);
        if (finding.Polarity == Polarity.Absent) return AlignmentResult.Ungrounded(UngroundedReason.Absent);
        if (IsOpen(finding)) return AlignmentResult.Ungrounded(UngroundedReason.Uncertain);
        if (taxonomy.Find(finding.Target) is not { } target) return AlignmentResult.Ungrounded(UngroundedReason.UnsupportedTarget);
        return target.Kind == FindingKind.Anatomy ? AlignAnatomy(finding, target) : AlignAbnormality(finding, target);
    }

    /// <summary>
    /// Whether the models are sure of what the report denies: something that passes every check, on a side that the report does not except,
    /// and that is none of the regions that its other phrases name.
    /// </summary>
    public bool IsContradicted(Finding finding, IReadOnlyList<Region> named)
    {
        if (finding.Kind == FindingKind.Anatomy || taxonomy.Find(finding.Target) is not { } target) return false;
        return _selection.Confident(finding, target, Direct(target, out _)).Exists(
            region => !named.Any(other => RegionOverlap.AreOne(region, other)));
    }

    private static bool IsOpen(Finding finding) =>
        finding.Polarity == Polarity.Uncertain
        || (finding is { Kind: FindingKind.Abnormality, Certainty: Certainty.Uncertain or Certainty.Unlikely });

    /// <summary>What is only probable, or one of several readings, is never as good as what is said outright.</summary>
    private static Grade Best(Finding finding) => finding is { Certainty: Certainty.Definite, IsAlternative: false } ? Grade.A : Grade.B;

    private AlignmentResult AlignAbnormality(Finding finding, Target target)
    {
        var mentions = FrameMentions.Of(taxonomy, study.Report, finding);
        var placed = finding with { Location = finding.Location ?? mentions.Select(static other => other.Location).FirstOrDefault(static place => place is not null) };
        var stated = FindingAttributes.Of(study.Report, finding, mentions);
        var direct = Direct(target, out var name);
        if (direct.Count > 0) return _selection.Choose(placed, target, direct, stated, Best(finding));
        if (name is not null && study.Supports(name)) return AlignmentResult.Ungrounded(UngroundedReason.BelowThreshold);
        return AlignContainer(placed, stated);
    }

    /// <summary>The candidates that show the target itself, and the name under which models know it.</summary>
    private List<int> Direct(Target target, out string? name)
    {
        var known = _volume ? LocalizerNames.Segmenter(taxonomy, target.Id)?.Id : LocalizerNames.Detector(taxonomy, target.Id);
        name = known;
        return Indices(candidate => candidate.Target == target.Id || candidate.Target == known);
    }

    /// <summary>The anatomy around a finding that no model outlines: the stated place, else the usual one.</summary>
    private AlignmentResult AlignContainer(Finding finding, FindingAttributes stated)
    {
        var supported = false;
        foreach (var container in LocalizerNames.Containers(taxonomy, finding))
        {
            if (_volume && container.SegmenterPrompts is null) continue;
            var around = Indices(candidate => candidate.Target == container.Id);
            if (around.Count > 0) return _selection.Choose(finding, container, around, stated, Grade.B);
            supported |= study.Supports(container.Id) && (_volume || study.SupportedTargets is not null);
            if (_volume && supported) break;
        }

        return AlignmentResult.Ungrounded(supported ? UngroundedReason.BelowThreshold : UngroundedReason.UnsupportedTarget);
    }

    private AlignmentResult AlignAnatomy(Finding finding, Target target)
    {
        var found = Indices(candidate => candidate.Target == target.Id);
        if (found.Count > 0) return _selection.Choose(finding, target, found, FindingAttributes.Of(study.Report, finding, []), Grade.A);
        var supported = _volume
            ? target.SegmenterPrompts is not null && study.Supports(target.Id)
            : study.SupportedTargets is not null && study.Supports(target.Id);
        return AlignmentResult.Ungrounded(supported ? UngroundedReason.BelowThreshold : UngroundedReason.UnsupportedTarget);
    }

    private List<int> Indices(Func<Candidate, bool> fits)
    {
        var indices = new List<int>();
        for (var i = 0; i < study.Candidates.Count; i++)
        {
            var image = study.Candidates[i].Image;
            if (image >= 0 && image < study.Images.Count && fits(study.Candidates[i])) indices.Add(i);
        }

        return indices;
    }
}

/// <summary>What the alignment found for one phrase: regions, or the reason why there are none.</summary>
internal sealed record AlignmentResult(IReadOnlyList<Region> Regions, string? Reason)
{
    public static AlignmentResult Ungrounded(string reason) => new([], reason);
}
