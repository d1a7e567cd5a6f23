using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using VividMed.Evaluation.Grounding;
using VividMed.Grounding;
using VividMed.Grounding.Review;
using VividMed.Taxonomy;

namespace VividMed.Evaluation.Review;

/// <summary>
/// Judges items by a known truth, as a reviewer who sees it would, and errs on a stated share of them: to try a review, not to replace one.
/// </summary>
/// <param name="mistakes">The share of verdicts, 0 to 1, that are turned into their opposite.</param>
public sealed class SimulatedReviewer(GroundTruth truth, double mistakes, int seed)
{
    /// <summary>The verdict on an item, and its correction; null where nothing is known of it.</summary>
    public ReviewAnswer? Judge(Sample sample, ReviewItem item)
    {
        if (truth.Of(sample) is not { } known) return null;
        known = known with { Regions = [.. known.Regions.Where(region => region.Image < sample.Images.Count)] };
        var answer = item.Grounded ? JudgeRegion(sample, known, item) : JudgeWords(sample, known, item);
        return answer is not null && Errs(item) ? Turn(item, answer) : answer;
    }

    private static ReviewAnswer JudgeRegion(Sample sample, ReferenceStudy known, ReviewItem item)
    {
        var phrase = sample.Phrases[item.Phrase];
        var mention = MentionOf(sample, known, item.Phrase);
        if (mention is { Polarity: not Polarity.Present } or { Historical: true }) return Misread(item, mention);
        var given = RegionOf(sample, item);
        var shown = known.Regions.Where(region => region.Target == given.Label).ToList();
        if (shown.Exists(region => Suits(phrase.Side, region.Side) && Shows(given, region))) return new ReviewAnswer(item.Id, VerdictKind.Accept);
        if (shown.Exists(region => Sides.Conflict(phrase.Side, region.Side) && Shows(given, region))) return new ReviewAnswer(item.Id, VerdictKind.WrongSide);
        return new ReviewAnswer(item.Id, VerdictKind.WrongRegion) { Correction = BoxOf(shown, phrase, given.Image) };
    }

    private static ReviewAnswer? JudgeWords(Sample sample, ReferenceStudy known, ReviewItem item)
    {
        var phrase = sample.Phrases[item.Phrase];
        // A truth lists what images show; what a report denies in passing it may pass over.
        if (MentionOf(sample, known, item.Phrase) is not { } mention) return null;
        if (mention.Polarity != phrase.Polarity || mention.Historical != (phrase.Temporality == Temporality.Historical)) return Misread(item, mention);
        return new ReviewAnswer(item.Id, VerdictKind.Accept);
    }

    private static ReviewAnswer Misread(ReviewItem item, ReferenceMention mention) => new(item.Id, VerdictKind.WrongText)
    {
        Correction = new ReviewCorrection
        {
            Polarity = mention.Polarity,
            Temporality = mention.Historical ? Temporality.Historical : Temporality.Current,
        },
    };

    /// <summary>The box that the one true region of the phrase in this image has; null where there is none or more.</summary>
    private static ReviewCorrection? BoxOf(List<ReferenceRegion> shown, Phrase phrase, int image) =>
        shown.FindAll(region => region.Image == image && Suits(phrase.Side, region.Side)) is [var only] ? new ReviewCorrection { Box = only.Box } : null;

    private static ReferenceMention? MentionOf(Sample sample, ReferenceStudy known, int phrase)
    {
        var target = sample.Phrases[phrase].Target;
        var mentions = known.Mentions.Where(mention => mention.Target == target).ToList();
        var phrases = sample.Phrases.Index().Where(own => own.Item.Target == target).ToList();
        var pairs = MentionPairing.Pair(mentions, phrases.ConvertAll(static own => own.Item));
        var at = Array.FindIndex(pairs, pair => pair >= 0 && phrases[pair].Index == phrase);
        return at < 0 ? null : mentions[at];
    }

    /// <summary>The region as stored, with its mask; of a planted fault a box alone.</summary>
    private static Region RegionOf(Sample sample, ReviewItem item)
    {
        var phrase = sample.Phrases[item.Phrase];
        var own = phrase.Regions.Select(index => sample.Regions[index]).ToList();
        var stored = own.Find(region => region.Image == item.Image && region.Box == item.Box);
        return stored ?? own.First(region => region.Image == item.Image) with { Box = item.Box!.Value, Mask = null };
    }

    private static bool Shows(Region given, ReferenceRegion region) => RegionAgreement.LiesOn(given, region);

    private static bool Suits(Side stated, Side region) => stated is Side.None or Side.Both || region is Side.None || stated == region;

    private static ReviewAnswer Turn(ReviewItem item, ReviewAnswer answer) =>
        answer.Kind != VerdictKind.Accept ? new ReviewAnswer(item.Id, VerdictKind.Accept)
        : item.Grounded ? new ReviewAnswer(item.Id, VerdictKind.WrongRegion)
        : new ReviewAnswer(item.Id, VerdictKind.WrongPhrase);

    private bool Errs(ReviewItem item)
    {
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{seed} {item.Id}")));
        return BinaryPrimitives.ReadUInt32LittleEndian(digest) < mistakes * uint.MaxValue;
    }
}
