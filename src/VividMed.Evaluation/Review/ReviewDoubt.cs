using VividMed.Grounding;
using VividMed.Taxonomy;

namespace VividMed.Evaluation.Review;

/// <summary>What a reviewer finds most faults in: what the pipeline itself is not sure of, and where text and image speak against each other.</summary>
internal static class ReviewDoubt
{
    private const double Unsure = 0.6;

    public static bool Of(Phrase phrase, Region? region) => region is null
        ? phrase.Reason is UngroundedReason.AbsentButDetected or UngroundedReason.SideConflict or UngroundedReason.FailedCheck || phrase.TextConfidence < Unsure
        : region.Grade == Grade.C || phrase.Confidence < Unsure || phrase.Certainty is Certainty.Probable;
}
