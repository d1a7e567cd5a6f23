using VividMed.Grounding.Review;
using VividMed.Imaging.Geometry;
using VividMed.Imaging.Masks;
using VividMed.Reports;
using VividMed.Taxonomy;

namespace VividMed.Grounding;

/// <summary>
/// One study on its way to grounding: its report, its images as they will be stored, and what the models found in them (candidates refer
/// to images by index).
/// </summary>
/// <param name="Id">Seeds the choice of question wording and nothing else, so that the same study always reads the same.</param>
/// <param name="SupportedTargets">
/// The taxonomy ids that the configured models can find at all: tells "nothing was found" from "nobody could look". Null leaves it to the
/// taxonomy, and then no radiograph's anatomy counts as supported.
/// </param>
public sealed record GroundingStudy(
    string Id,
    Modality Modality,
    TaggedReport Report,
    IReadOnlyList<SampleImage> Images,
    IReadOnlyList<Candidate> Candidates,
    IReadOnlySet<string>? SupportedTargets = null)
{
    /// <summary>Models whose findings in these images mean nothing: no region of theirs is graded better than C.</summary>
    public IReadOnlyCollection<string> Miniatures { get; init; } = [];

    /// <summary>What reviewers of the study have corrected; its report holds the corrections of its words already.</summary>
    public IReadOnlyList<ReviewVerdict> Corrections { get; init; } = [];

    internal bool Supports(string target) => SupportedTargets is null || SupportedTargets.Contains(target);
}

/// <summary>
/// What a model found for one target in one image, before it is tied to any phrase. Target is a taxonomy id (for a sided
/// segmenter prompt the side is given too); a mask comes with its tight box.
/// </summary>
public sealed record Candidate(
    int Image,
    string Target,
    Taxonomy.Side Side,
    Box Box,
    RunLengthMask? Mask,
    double Score,
    string Model);

/// <summary>The phrases of a report tied to regions of its images, and questions with answers that rest on them.</summary>
public sealed record GroundingResult(IReadOnlyList<Phrase> Phrases, IReadOnlyList<Region> Regions, IReadOnlyList<QuestionAnswer> Questions)
{
    /// <summary>The sentences that the images speak against: what they deny is seen, or what they place is seen on the other side only.</summary>
    public IReadOnlySet<int> Conflicts() => Phrases
        .Where(static phrase => phrase is { Sentence: not null, Reason: UngroundedReason.AbsentButDetected or UngroundedReason.SideConflict })
        .Select(static phrase => phrase.Sentence!.Value)
        .ToHashSet();
}
