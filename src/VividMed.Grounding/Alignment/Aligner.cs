using VividMed.Grounding.Targets;
using VividMed.Reports;
using VividMed.Taxonomy;

namespace VividMed.Grounding.Alignment;

/// <summary>Finds the regions that one finding names among what the models found in its study.</summary>
internal sealed class Aligner(TargetTaxonomy taxonomy, GroundingOptions options, GroundingStudy study)
{
    private readonly CandidateSelection _selection = new(taxonomy, options, study);
    private readonly bool _ct = study.Modality == Modality.Ct;

    public AlignmentResult Align(Finding finding)
    {
        if (finding.Temporality == Temporality.Historical) return AlignmentResult.Ungrounded(UngroundedReason.Historical);
        if (finding.Polarity == Polarity.Absent) return AlignmentResult.Ungrounded(UngroundedReason.Absent);
        if (finding.Polarity == Polarity.Uncertain) return AlignmentResult.Ungrounded(UngroundedReason.Uncertain);
        if (taxonomy.Find(finding.Target) is not { } target) return AlignmentResult.Ungrounded(UngroundedReason.UnsupportedTarget);
        return target.Kind == FindingKind.Anatomy ? AlignAnatomy(finding, target) : AlignAbnormality(finding, target);
    }

    private AlignmentResult AlignAbnormality(Finding finding, Target target)
    {
        var name = _ct ? LocalizerNames.Segmenter(taxonomy, target.Id)?.Id : LocalizerNames.Detector(taxonomy, target.Id);
        var direct = Indices(candidate => candidate.Target == target.Id || candidate.Target == name);
        if (direct.Count > 0) return _selection.Choose(finding, target, direct, Grade.A);
        if (name is not null && study.Supports(name)) return AlignmentResult.Ungrounded(UngroundedReason.BelowThreshold);
        return AlignContainer(finding);
    }

    /// <summary>The anatomy around a finding that no model outlines: the stated place, else the usual one.</summary>
    private AlignmentResult AlignContainer(Finding finding)
    {
        var supported = false;
        foreach (var container in LocalizerNames.Containers(taxonomy, finding))
        {
            if (_ct && container.SegmenterPrompts is null) continue;
            var around = Indices(candidate => candidate.Target == container.Id);
            if (around.Count > 0) return _selection.Choose(finding, container, around, Grade.B);
            supported |= study.Supports(container.Id) && (_ct || study.SupportedTargets is not null);
            if (_ct && supported) break;
        }

        return AlignmentResult.Ungrounded(supported ? UngroundedReason.BelowThreshold : UngroundedReason.UnsupportedTarget);
    }

    private AlignmentResult AlignAnatomy(Finding finding, Target target)
    {
        var found = Indices(candidate => candidate.Target == target.Id);
        if (found.Count > 0) return _selection.Choose(finding, target, found, Grade.A);
        var supported = _ct
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
internal sealed record AlignmentResult(IReadOnlyList<Region> Regions, IReadOnlyList<string> Keys, string? Reason)
{
    public static AlignmentResult Ungrounded(string reason) => new([], [], reason);
}
