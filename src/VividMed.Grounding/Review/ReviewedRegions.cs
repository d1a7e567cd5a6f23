using VividMed.Grounding.Alignment;
using VividMed.Reports;
using VividMed.Taxonomy;

namespace VividMed.Grounding.Review;

/// <summary>
/// The regions of a study's phrases as its reviewers have them: those they reject go, those they drew come. A verdict that names another
/// text, image or region than those at hand changes nothing.
/// </summary>
internal sealed class ReviewedRegions
{
    /// <summary>Stands in the place of a model in regions that a person drew.</summary>
    private const string Reviewer = "review";

    private readonly GroundingStudy _study;
    private readonly List<ReviewVerdict> _verdicts;

    public ReviewedRegions(GroundingStudy study)
    {
        _study = study;
        _verdicts = [];
        if (study.Corrections.Count == 0) return;
        var digest = ReviewedText.DigestOf(study.Report.Text);
        _verdicts.AddRange(study.Corrections.Where(verdict => verdict.ReportSha256 == digest));
    }

    public AlignmentResult Correct(Finding finding, AlignmentResult outcome)
    {
        if (_verdicts.Count == 0) return outcome;
        var own = _verdicts.FindAll(
            verdict => verdict.Start == finding.Start && verdict.End == finding.End && verdict.Target == finding.Target);
        if (own.Count == 0) return outcome;
        var drawn = IsShown(finding) ? own.Select(verdict => Drawn(finding, verdict)).OfType<Region>().ToList() : [];
        var regions = outcome.Regions.Where(region => !own.Exists(verdict => Rejects(verdict, region))).Concat(drawn).ToList();
        return regions.Count > 0
            ? new AlignmentResult(regions, Reason: null)
            : AlignmentResult.Ungrounded(outcome.Reason ?? UngroundedReason.RejectedInReview);
    }

    private static bool IsShown(Finding finding) => finding is { Polarity: Polarity.Present, Temporality: Temporality.Current };

    /// <summary>With a side as correction the words were wrong, and the regions were chosen anew by them.</summary>
    private bool Rejects(ReviewVerdict verdict, Region region) =>
        (verdict.Kind == VerdictKind.WrongRegion || (verdict.Kind == VerdictKind.WrongSide && verdict.Correction?.Side is null))
        && verdict.Region == region.Box
        && _study.Images[region.Image].SourceSha256 == verdict.ImageSha256;

    private Region? Drawn(Finding finding, ReviewVerdict verdict)
    {
        if (verdict.Correction?.Box is not { } box) return null;
        for (var image = 0; image < _study.Images.Count; image++)
        {
            var size = _study.Images[image];
            if (size.SourceSha256 != verdict.ImageSha256) continue;
            var inside = box.Clip(size.Width, size.Height, size.Depth);
            return inside.Volume <= 0 ? null : new Region(
                image, RegionShape.Box, finding.Target, finding.Kind, inside, Mask: null, Score: 1, Reviewer, Grade.A, []);
        }

        return null;
    }
}
