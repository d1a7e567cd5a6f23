using VividMed.Grounding;
using VividMed.Grounding.Confidence;
using VividMed.Taxonomy;

namespace VividMed.Evaluation.Grounding;

/// <summary>Holds one sample against the truth of its study.</summary>
public sealed class GroundingScorer
{
    private readonly Sample _sample;
    private readonly ReferenceStudy _truth;
    private readonly SortedDictionary<string, GroundingTally> _tallies = new(StringComparer.Ordinal);
    private readonly List<GroundingError> _errors = [];
    private readonly List<ScoredPair> _pairs = [];

    private GroundingScorer(Sample sample, ReferenceStudy truth) => (_sample, _truth) = (sample, truth);

    /// <summary>
    /// Counts target by target, mentions and phrases paired in the order of the text; images that only the truth has are left out.
    /// </summary>
    public static StudyScore Score(Sample sample, ReferenceStudy truth)
    {
        // The truth may know images that the sample has not, such as a second reconstruction of a scan.
        truth = truth with { Regions = [.. truth.Regions.Where(region => region.Image < sample.Images.Count)] };
        var scorer = new GroundingScorer(sample, truth);
        foreach (var target in truth.Mentions.Select(static mention => mention.Target).Union(sample.Phrases.Select(static phrase => phrase.Target)))
        {
            scorer.ScoreTarget(target);
        }

        return new StudyScore(sample.Study, scorer._tallies, scorer._errors) { Pairs = scorer._pairs };
    }

    private void ScoreTarget(string target)
    {
        var mentions = _truth.Mentions.Where(mention => mention.Target == target).ToList();
        var phrases = _sample.Phrases.Where(phrase => phrase.Target == target).ToList();
        var pairs = MentionPairing.Pair(mentions, phrases);
        for (var i = 0; i < mentions.Count; i++)
        {
            var phrase = pairs[i] < 0 ? null : phrases[pairs[i]];
            if (mentions[i] is { Polarity: Polarity.Present, Historical: false }) ScorePresent(mentions[i], phrase);
            else ScoreNegative(mentions[i], phrase);
        }

        if (!_truth.IsComplete) return;
        foreach (var (index, phrase) in phrases.Index())
        {
            if (phrase.Regions.Count > 0 && !pairs.Contains(index)) ScoreUnknown(phrase);
        }
    }

    /// <summary>A phrase that the truth does not list: its regions are right where the images truly show them.</summary>
    private void ScoreUnknown(Phrase phrase)
    {
        var mention = new ReferenceMention(phrase.Target, phrase.Kind, phrase.Side, phrase.Polarity, Historical: false);
        var given = phrase.Regions.Select(index => _sample.Regions[index]).ToList();
        var shown = _truth.Regions.Where(
            region => given.Exists(candidate => candidate.Label == region.Target) && Suits(phrase.Side, region.Side)).ToList();
        Given(mention, phrase, TallyOf(phrase.Target), given, RegionAgreement.Match(given, shown).Right);
    }

    private void ScoreNegative(ReferenceMention mention, Phrase? phrase)
    {
        var tally = TallyOf(mention.Target);
        tally.Negative++;
        if (phrase is not { Regions.Count: > 0 }) return;
        tally.NegativeWithRegion++;
        tally.Given += phrase.Regions.Count;
        Judge(phrase, isRight: false);
        Note("region-on-negative", mention.Target, mention.Side, reason: null);
    }

    private void ScorePresent(ReferenceMention mention, Phrase? phrase)
    {
        var given = phrase?.Regions.Select(index => _sample.Regions[index]).ToList() ?? [];
        var direct = mention.Regions
            ?? [.. _truth.Regions.Where(region => region.Target == mention.Target && Suits(mention.Side, region.Side))];
        var isContainer = mention.Kind == FindingKind.Abnormality
            && given.Count > 0
            && given.TrueForAll(static region => region.TargetKind == FindingKind.Anatomy);
        if (isContainer) ScoreContainer(mention, phrase!, given, direct);
        else if (direct.Count > 0 || given.Count > 0) ScoreDirect(mention, phrase, given, direct);
    }

    private void ScoreDirect(ReferenceMention mention, Phrase? phrase, List<Region> given, IReadOnlyList<ReferenceRegion> wanted)
    {
        var tally = TallyOf(mention.Target);
        if (wanted.Count > 0) tally.Mentions++;
        if (phrase?.Reason == UngroundedReason.UnsupportedTarget)
        {
            tally.Unsupported++;
            return;
        }

        var (right, found) = RegionAgreement.Match(given, wanted);
        if (wanted.Count > 0 && given.Count > 0) tally.Grounded++;
        tally.Wanted += wanted.Count;
        tally.Found += found.Count(static hit => hit);
        Given(mention, phrase, tally, given, right);
        if (wanted.Count > 0 && given.Count == 0)
        {
            Note(phrase is null ? "not-tagged" : "missed", mention.Target, mention.Side, phrase?.Reason);
        }

        if (RegionAgreement.Dice(given, wanted) is { } dice) (tally.Masked, tally.MaskDice) = (tally.Masked + 1, tally.MaskDice + dice);
        else if (RegionAgreement.IoU(given, wanted) is { } overlap) (tally.Boxed, tally.BoxIoU) = (tally.Boxed + 1, tally.BoxIoU + overlap);
    }

    /// <summary>
    /// Anatomy given for a finding is right where it agrees with the true outline of that anatomy and holds what the images truly show of
    /// the finding.
    /// </summary>
    private void ScoreContainer(ReferenceMention mention, Phrase phrase, List<Region> given, IReadOnlyList<ReferenceRegion> findings)
    {
        var tally = TallyOf(mention.Target);
        var anatomy = _truth.Regions.Where(
            region => region.Kind == FindingKind.Anatomy && given.Exists(container => container.Label == region.Target)).ToList();
        var matching = anatomy.Where(
            region => Suits(mention.Side, region.Side) && given.Exists(container => RegionAgreement.LiesOn(container, region))).ToList();
        var right = given.ConvertAll(container => matching.Exists(region => RegionAgreement.LiesOn(container, region))
            && (findings.Count == 0 || findings.Any(finding => RegionAgreement.Holds(container, finding))));
        tally.Mentions++;
        tally.Grounded++;
        tally.Wanted++;
        if (right.Exists(static hit => hit)) tally.Found++;
        Given(mention, phrase, tally, given, [.. right]);
        if (RegionAgreement.Dice(given, matching) is { } dice) (tally.Masked, tally.MaskDice) = (tally.Masked + 1, tally.MaskDice + dice);
    }

    /// <summary>A pair is right where all regions of its phrase are.</summary>
    private void Judge(Phrase? phrase, bool isRight)
    {
        if (phrase is not { Confidence: { } stated, TextConfidence: { } text, Regions.Count: > 0 }) return;
        var regions = phrase.Regions.Select(index => _sample.Regions[index]).ToList();
        _pairs.Add(new ScoredPair(_sample.Modality, regions[0].Model, PairConfidence.Raw(text, regions)!.Value, stated, isRight));
    }

    private void Given(ReferenceMention mention, Phrase? phrase, GroundingTally tally, List<Region> given, bool[] right)
    {
        Judge(phrase, Array.TrueForAll(right, static hit => hit));
        tally.Given += given.Count;
        tally.Right += right.Count(static hit => hit);
        for (var i = 0; i < given.Count; i++)
        {
            var wrongSide = !right[i]
                && _truth.Regions.Any(
                    other => other.Target == given[i].Label && Sides.Conflict(mention.Side, other.Side) && RegionAgreement.LiesOn(given[i], other));
            if (mention.Side is Side.Left or Side.Right)
            {
                tally.Sided++;
                if (wrongSide) tally.SideErrors++;
            }

            if (!right[i]) Note(wrongSide ? "side-error" : "wrong-region", mention.Target, mention.Side, reason: null);
        }
    }

    private static bool Suits(Side stated, Side region) => stated is Side.None or Side.Both || region is Side.None || stated == region;

    private void Note(string kind, string target, Side side, string? reason) =>
        _errors.Add(new GroundingError(_sample.Study, kind, target, side.ToString().ToLowerInvariant(), reason));

    private GroundingTally TallyOf(string target)
    {
        if (!_tallies.TryGetValue(target, out var tally)) _tallies.Add(target, tally = new GroundingTally());
        return tally;
    }
}

/// <summary>What one study adds to an evaluation: counts by target, and the disagreements.</summary>
public sealed record StudyScore(string Study, IReadOnlyDictionary<string, GroundingTally> Targets, IReadOnlyList<GroundingError> Errors)
{
    /// <summary>Phrases with regions, each with how sure the sample is of it and whether the truth agrees.</summary>
    public IReadOnlyList<ScoredPair> Pairs { get; init; } = [];
}

/// <summary>One disagreement with the truth, by ids alone: never report text.</summary>
/// <param name="Kind">wrong-region, side-error, missed, region-on-negative, not-tagged.</param>
/// <param name="Reason">The phrase's own reason where it has no region.</param>
public sealed record GroundingError(string Study, string Kind, string Target, string Side, string? Reason);
