using VividMed.Imaging;
using VividMed.Reports;

namespace VividMed.Grounding;

/// <summary>Finds the regions that one finding names among what the models found in its study.</summary>
internal sealed class Aligner
{
    private readonly Taxonomy _taxonomy;
    private readonly GroundingOptions _options;
    private readonly IReadOnlyList<SampleImage> _images;
    private readonly string _modality;
    private readonly IReadOnlyList<Candidate> _candidates;
    private readonly Midline[] _midlines;

    public Aligner(Taxonomy taxonomy, GroundingOptions options, IReadOnlyList<SampleImage> images, string modality, IReadOnlyList<Candidate> candidates)
    {
        _taxonomy = taxonomy;
        _options = options;
        _images = images;
        _modality = modality;
        _candidates = candidates;
        _midlines = [.. images.Select((image, index) => new Midline(image, index, modality, candidates, options.MidlineMargin))];
    }

    public Outcome Align(Finding finding)
    {
        if (finding.Temporality == Temporality.Historical) return Outcome.Ungrounded(UngroundedReason.Historical);
        if (finding.Polarity == Polarity.Absent) return Outcome.Ungrounded(UngroundedReason.Absent);
        if (finding.Polarity == Polarity.Uncertain) return Outcome.Ungrounded(UngroundedReason.Uncertain);
        if (_taxonomy.Find(finding.Target) is not { } target) return Outcome.Ungrounded(UngroundedReason.UnsupportedTarget);
        return target.Kind == FindingKind.Anatomy ? AlignAnatomy(finding, target) : AlignAbnormality(finding, target);
    }

    private Outcome AlignAbnormality(Finding finding, Target target)
    {
        var ct = _modality == SampleModality.Ct;
        var name = ct ? LocalizerNames.Segmenter(_taxonomy, target.Id)?.Id : LocalizerNames.Detector(_taxonomy, target.Id);
        var direct = Indices(candidate => candidate.Target == target.Id || candidate.Target == name);
        if (direct.Count > 0) return Choose(finding, target, direct, Grade.A);
        if (name is not null) return Outcome.Ungrounded(UngroundedReason.BelowThreshold);
        if (!ct || LocalizerNames.Container(_taxonomy, finding) is not { } container) return Outcome.Ungrounded(UngroundedReason.UnsupportedTarget);
        var around = Indices(candidate => candidate.Target == container.Id);
        return around.Count > 0 ? Choose(finding, container, around, Grade.B) : Outcome.Ungrounded(UngroundedReason.BelowThreshold);
    }

    private Outcome AlignAnatomy(Finding finding, Target target)
    {
        var found = Indices(candidate => candidate.Target == target.Id);
        if (found.Count > 0) return Choose(finding, target, found, Grade.A);
        return Outcome.Ungrounded(_modality == SampleModality.Ct && target.SegmenterPrompts is not null ? UngroundedReason.BelowThreshold : UngroundedReason.UnsupportedTarget);
    }

    private Outcome Choose(Finding finding, Target target, List<int> indices, Grade best)
    {
        indices = indices.FindAll(index => _candidates[index].Score >= (_candidates[index].Mask is null ? _options.MinimumBoxScore : _options.MinimumMaskScore));
        if (indices.Count == 0) return Outcome.Ungrounded(UngroundedReason.BelowThreshold);
        var sided = OnSide(finding, target, indices, out var reason);
        if (sided.Count == 0) return Outcome.Ungrounded(reason);
        var plausible = sided.FindAll(located => KeepPlausible(target, located));
        if (plausible.Count == 0) return Outcome.Ungrounded(UngroundedReason.FailedCheck);
        var chosen = plausible
            .OrderByDescending(static located => located.Candidate.Score)
            .ThenBy(static located => located.Key, StringComparer.Ordinal)
            .Take(_options.MaximumRegionsPerPhrase)
            .ToList();
        MarkMissingSide(finding, target, chosen);
        var regions = chosen.ConvertAll(located => ToRegion(located, target, best));
        return new Outcome(regions, [.. chosen.Zip(regions, static (located, region) => $"{located.Key}/{region.Grade}/{string.Join(',', region.Checks)}")], null);
    }

    /// <summary>The candidates, or parts of them, that do not lie on the side that the phrase rules out.</summary>
    private List<Located> OnSide(Finding finding, Target target, List<int> indices, out string reason)
    {
        var kept = new List<Located>();
        reason = UngroundedReason.SideConflict;
        var side = target.Sideable ? finding.Side : Side.None;
        foreach (var index in PreferSided(indices, side))
        {
            var candidate = _candidates[index];
            var key = $"{index}";
            if (candidate is { Mask: not null, Side: Side.None } && target.Kind == FindingKind.Abnormality)
            {
                var (part, why) = ComponentFilter.Keep(candidate, key, side, Place(finding, candidate.Image), _midlines[candidate.Image], _options.MinimumComponentVoxels);
                if (part is not null) kept.Add(part);
                else if (kept.Count == 0) reason = why!;
            }
            else if (Whole(candidate, key, side, target) is { } located)
            {
                kept.Add(located);
            }
        }

        return kept;
    }

    private Located? Whole(Candidate candidate, string key, Side side, Target target)
    {
        var located = new Located(candidate, candidate.Box, candidate.Mask, key, []);
        if (side == Side.None || target.ImpliedSide != Side.None) return located;
        // An unsided outline of a sided structure holds both sides: it cannot show which one is meant.
        var own = candidate.Side != Side.None ? candidate.Side : target.Kind == FindingKind.Anatomy && candidate.Mask is not null ? Side.None : _midlines[candidate.Image].SideOf(candidate.Box);
        if (Sides.Conflict(side, own)) return null;
        located.Checks.Add(Checks.Outcome(Checks.Side, side == Side.Both && own == Side.None && candidate.Mask is not null ? true : Checks.SideAgrees(side, own)));
        return located;
    }

    /// <summary>Where a model gave both a sided and an unsided outline, a sided phrase wants the sided and an unsided phrase the unsided one.</summary>
    private List<int> PreferSided(List<int> indices, Side side)
    {
        var preferred = indices.FindAll(index => (_candidates[index].Side != Side.None) == (side != Side.None));
        if (side is Side.Left or Side.Right && preferred.TrueForAll(index => Sides.Conflict(side, _candidates[index].Side))) return indices;
        return preferred.Count > 0 ? preferred : indices;
    }

    private bool KeepPlausible(Target target, Located located)
    {
        var size = PlausibilityChecks.Size(target, _images[located.Candidate.Image], located);
        if (size is { } passed) located.Checks.Add(Checks.Outcome(Checks.Size, passed));
        if (PlausibilityChecks.Anatomy(target, located, _candidates) is { } touches) located.Checks.Add(Checks.Outcome(Checks.Anatomy, touches));
        return size != false;
    }

    /// <summary>A phrase of both sides that found only one of them keeps it, marked.</summary>
    private void MarkMissingSide(Finding finding, Target target, List<Located> chosen)
    {
        if (finding.Side != Side.Both || !target.Sideable) return;
        var sides = chosen.Select(located => located.Candidate.Side != Side.None ? located.Candidate.Side : _midlines[located.Candidate.Image].SideOf(located.Box)).ToHashSet();
        if (sides.Contains(Side.None) || sides.Count > 1) return;
        foreach (var located in chosen)
        {
            located.Checks.RemoveAll(static check => check.StartsWith(Checks.Side + "=", StringComparison.Ordinal));
            located.Checks.Add(Checks.Outcome(Checks.Side, passed: false));
        }
    }

    private Mask? Place(Finding finding, int image)
    {
        if (finding.Location is null) return null;
        return _candidates.FirstOrDefault(candidate => candidate.Image == image && candidate.Mask is not null && candidate.Target == finding.Location && !Sides.Conflict(candidate.Side, finding.Side))?.Mask?.Decode();
    }

    private Region ToRegion(Located located, Target target, Grade best)
    {
        var (candidate, shape) = (located.Candidate, located.Mask is null ? RegionShape.Box : RegionShape.Mask);
        var confident = candidate.Score >= (located.Mask is null ? _options.ConfidentBoxScore : _options.ConfidentMaskScore);
        string[] checks = [Checks.Outcome(Checks.Score, confident), .. located.Checks];
        var grade = Checks.AllPass(checks) ? best : Grade.C;
        return new Region(candidate.Image, shape, candidate.Target, target.Kind, located.Box, located.Mask, candidate.Score, candidate.Model, grade, checks);
    }

    private List<int> Indices(Func<Candidate, bool> fits)
    {
        var indices = new List<int>();
        for (var i = 0; i < _candidates.Count; i++)
        {
            if (_candidates[i].Image >= 0 && _candidates[i].Image < _images.Count && fits(_candidates[i])) indices.Add(i);
        }

        return indices;
    }
}
