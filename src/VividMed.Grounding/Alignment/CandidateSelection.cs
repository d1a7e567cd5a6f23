using VividMed.Grounding.Anatomy;
using VividMed.Grounding.Targets;
using VividMed.Imaging.Masks;
using VividMed.Reports;
using VividMed.Taxonomy;

namespace VividMed.Grounding.Alignment;

/// <summary>
/// Chooses, of the candidates of the right target, those that a phrase means: on its side, at its place and level, as many and as large as
/// it says.
/// </summary>
internal sealed class CandidateSelection
{
    /// <summary>Two boxes of one target that overlap so far are one finding seen twice.</summary>
    private const double DuplicateIoU = 0.5;

    private readonly TargetTaxonomy _taxonomy;
    private readonly GroundingOptions _options;
    private readonly GroundingStudy _study;
    private readonly Thorax[] _thoraxes;

    public CandidateSelection(TargetTaxonomy taxonomy, GroundingOptions options, GroundingStudy study)
    {
        (_taxonomy, _options, _study) = (taxonomy, options, study);
        _thoraxes = [.. study.Images.Select((image, index) => new Thorax(image, index, study.Candidates, options.MidlineMargin))];
    }

    /// <summary>
    /// The regions among the candidates at <paramref name="indices"/>, none of them graded better than <paramref name="best"/>.
    /// </summary>
    public AlignmentResult Choose(Finding finding, Target target, List<int> indices, FindingAttributes stated, Grade best)
    {
        indices = indices.FindAll(index => _study.Candidates[index] is var candidate && candidate.Score >= (candidate.Mask is null ? _options.MinimumBoxScore : _options.MinimumMaskScore));
        if (indices.Count == 0) return AlignmentResult.Ungrounded(UngroundedReason.BelowThreshold);
        var sided = OnSide(finding, target, indices, stated, out var reason);
        if (sided.Count == 0) return AlignmentResult.Ungrounded(reason);
        var plausible = sided.FindAll(located => IsPossible(target, located, stated));
        if (plausible.Count == 0) return AlignmentResult.Ungrounded(UngroundedReason.FailedCheck);
        var chosen = Narrow(target, plausible, stated);
        MarkMissingSide(finding, target, chosen);
        return new AlignmentResult(chosen.ConvertAll(located => ToRegion(located, target, best)), Reason: null);
    }

    /// <summary>Those of the candidates that the models are sure of and that pass every check for what the finding names.</summary>
    public List<Region> Confident(Finding finding, Target target, List<int> indices)
    {
        var stated = FindingAttributes.Of(_study.Report, finding, []);
        return OnSide(finding, target, indices.FindAll(index => IsConfident(_study.Candidates[index])), stated, out _)
            .FindAll(located => IsPossible(target, located, stated))
            .ConvertAll(located => ToRegion(located, target, Grade.A))
            .FindAll(static region => region.Grade == Grade.A);
    }

    private bool IsPossible(Target target, RegionProposal located, FindingAttributes stated) =>
        PlausibilityChecks.Apply(target, _study.Images[located.Candidate.Image], located, ThoraxOf(located), _study.Candidates, stated);

    /// <summary>The candidates, or parts of them, that do not lie on the side that the phrase rules out.</summary>
    private List<RegionProposal> OnSide(Finding finding, Target target, List<int> indices, FindingAttributes stated, out string reason)
    {
        var kept = new List<RegionProposal>();
        reason = UngroundedReason.SideConflict;
        var side = target.Sideable ? finding.Side : Side.None;
        foreach (var index in PreferSided(indices, side))
        {
            var candidate = _study.Candidates[index];
            if (side != Side.None && _thoraxes[candidate.Image].IsMirrored) continue;
            var key = $"{index}";
            if (candidate is { Mask: not null, Side: Side.None } && target.Kind == FindingKind.Abnormality)
            {
                var (parts, why) = ComponentFilter.Keep(
                    candidate, key, target, side, Place(finding, candidate.Image), stated, _thoraxes[candidate.Image], _options);
                kept.AddRange(parts);
                if (kept.Count == 0) reason = why!;
            }
            else if (Whole(candidate, key, side, target) is { } located)
            {
                kept.Add(located);
            }
        }

        return kept;
    }

    private RegionProposal? Whole(Candidate candidate, string key, Side side, Target target)
    {
        var located = RegionProposal.Whole(candidate, key);
        if (side == Side.None || target.ImpliedSide != Side.None) return located;
        // An unsided outline of a sided structure holds both sides: it cannot show which one is meant.
        var own = candidate.Side != Side.None ? candidate.Side
            : target.Kind == FindingKind.Anatomy && candidate.Mask is not null ? Side.None
            : _thoraxes[candidate.Image].SideOf(candidate.Box);
        if (Sides.Conflict(side, own)) return null;
        var wholePair = side == Side.Both && own == Side.None && candidate.Mask is not null;
        located.Checks.Add(Checks.Outcome(Checks.Side, wholePair ? true : own == Side.None ? null : true));
        return located;
    }

    /// <summary>
    /// Where a model gave both a sided and an unsided outline, a sided phrase wants the sided and an unsided phrase the unsided one.
    /// </summary>
    private List<int> PreferSided(List<int> indices, Side side)
    {
        var preferred = indices.FindAll(index => (_study.Candidates[index].Side != Side.None) == (side != Side.None));
        if (side is Side.Left or Side.Right && preferred.TrueForAll(index => Sides.Conflict(side, _study.Candidates[index].Side)))
        {
            return indices;
        }

        return preferred.Count > 0 ? preferred : indices;
    }

    /// <summary>
    /// Image by image: what is seen twice counts once; of several boxes those at the stated level are meant; of focal findings as many as
    /// are stated, those of the stated size first.
    /// </summary>
    private List<RegionProposal> Narrow(Target target, List<RegionProposal> plausible, FindingAttributes stated)
    {
        var chosen = new List<RegionProposal>();
        foreach (var image in plausible.GroupBy(static located => located.Candidate.Image).OrderBy(static image => image.Key))
        {
            var ranked = image.OrderByDescending(static located => located.Candidate.Score)
                .ThenBy(static located => located.Key, StringComparer.Ordinal)
                .ToList();
            if (target.Kind == FindingKind.Abnormality)
            {
                ranked = WithoutDuplicates(ranked);
                if (ranked.Exists(static located => !Checks.Failed(located.Checks, Checks.Zone)))
                {
                    ranked.RemoveAll(static located => Checks.Failed(located.Checks, Checks.Zone));
                }

                if (stated.Most is { } most && ranked.Count > most) ranked = [.. BySize(ranked, target, stated).Take(most)];
                if (stated.Count is { } count) CheckCount(ranked, count);
            }

            chosen.AddRange(ranked);
        }

        return chosen.Count <= _options.MaximumRegionsPerPhrase
            ? chosen
            : [.. chosen.OrderByDescending(static located => located.Candidate.Score).ThenBy(static located => located.Key, StringComparer.Ordinal).Take(_options.MaximumRegionsPerPhrase)];
    }

    /// <summary>A number is met by boxes and parts of masks together; where it is not, each of them may be the wrong one.</summary>
    private void CheckCount(List<RegionProposal> located, int count)
    {
        var found = located.Sum(one => one.Mask is { } mask ? MaskComponent.Find(mask.Decode(), _options.MinimumComponentVoxels).Count : 1);
        foreach (var one in located) one.Replace(Checks.Count, found == count);
    }

    private IEnumerable<RegionProposal> BySize(List<RegionProposal> ranked, Target target, FindingAttributes stated) =>
        target.Plausibility?.StatedSize == true && stated.SizeMm is { } size && ThoraxOf(ranked[0]).Frame.IsMetric
            ? ranked.OrderBy(located => Math.Abs(Math.Log(PlausibilityChecks.Extent(located, ThoraxOf(located).Frame) / size)))
            : ranked;

    private static List<RegionProposal> WithoutDuplicates(List<RegionProposal> ranked)
    {
        var kept = new List<RegionProposal>(ranked.Count);
        foreach (var located in ranked)
        {
            if (located.Mask is not null || !kept.Exists(better => better.Mask is null && better.Box.IoU(located.Box) >= DuplicateIoU))
            {
                kept.Add(located);
            }
        }

        return kept;
    }

    /// <summary>A phrase of both sides that found only one of them keeps it, marked.</summary>
    private void MarkMissingSide(Finding finding, Target target, List<RegionProposal> chosen)
    {
        if (finding.Side != Side.Both || !target.Sideable) return;
        var sides = chosen.Select(
            located => located.Candidate.Side != Side.None ? located.Candidate.Side : ThoraxOf(located).SideOf(located.Box)).ToHashSet();
        if (sides.Contains(Side.None) || sides.Count > 1) return;
        foreach (var located in chosen) located.Replace(Checks.Side, passed: false);
    }

    /// <summary>The outline of the anatomy that the phrase states, where the models found it.</summary>
    private Mask? Place(Finding finding, int image)
    {
        if (LocalizerNames.Outlined(_taxonomy, finding.Location) is not { } place) return null;
        var outlines = _study.Candidates.Where(candidate =>
            candidate.Image == image && candidate.Mask is not null && candidate.Target == place.Id && !Sides.Conflict(candidate.Side, finding.Side));
        Mask? all = null;
        foreach (var outline in outlines)
        {
            var mask = outline.Mask!.Decode();
            all = all is null ? mask : all.Or(mask);
        }

        return all;
    }

    private Thorax ThoraxOf(RegionProposal located) => _thoraxes[located.Candidate.Image];

    private bool IsConfident(Candidate candidate) =>
        candidate.Score >= (candidate.Mask is null ? _options.ConfidentBoxScore : _options.ConfidentMaskScore);

    private Region ToRegion(RegionProposal located, Target target, Grade best)
    {
        var (candidate, shape) = (located.Candidate, located.Mask is null ? RegionShape.Box : RegionShape.Mask);
        var miniature = _study.Miniatures.Contains(candidate.Model, StringComparer.Ordinal);
        string[] checks = [Checks.Outcome(Checks.Score, IsConfident(candidate)), .. located.Checks, .. miniature ? (string[])[Checks.MiniatureModel] : []];
        var grade = Checks.AllPass(checks) ? best : Grade.C;
        return new Region(
            candidate.Image, shape, candidate.Target, target.Kind, located.Box, located.Mask, candidate.Score, candidate.Model, grade,
            checks);
    }
}
