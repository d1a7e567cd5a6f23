using VividMed.Grounding.Alignment;
using VividMed.Grounding.Confidence;
using VividMed.Grounding.Questions;
using VividMed.Grounding.Review;
using VividMed.Reports;
using VividMed.Taxonomy;

namespace VividMed.Grounding;

/// <summary>
/// Ties each phrase of a report to the regions that it names, phrase by phrase and not class by class: a left effusion never gets the
/// right one's box. Every phrase ends up with regions or with exactly one <see cref="UngroundedReason"/>.
/// </summary>
/// <param name="scales">What makes shares of the confidence in the models that they name; null leaves it uncalibrated.</param>
public sealed class Grounder(TargetTaxonomy taxonomy, GroundingOptions options, ConfidenceFile? scales = null)
{
    /// <summary>
    /// Part of every recipe: raised whenever the same study would be grounded or asked about differently, so that old and new samples never
    /// share a version.
    /// </summary>
    public const string Behavior = "4";

    /// <summary>
    /// Phrases in the order of the report's findings. A region that several of them name is listed once, with the checks of all of them and
    /// the weakest of its grades.
    /// </summary>
    public GroundingResult Ground(GroundingStudy study)
    {
        var aligner = new Aligner(taxonomy, options, study);
        var review = new ReviewedRegions(study);
        var outcomes = study.Report.Findings.Select(finding => review.Correct(finding, aligner.Align(finding))).ToList();
        var regions = new RegionList();
        var named = outcomes.ConvertAll(outcome => regions.Add(outcome.Regions));
        var phrases = study.Report.Findings.Select((finding, i) =>
            ToPhrase(study.Modality, finding, named[i], regions.Items, Reason(outcomes[i], finding, aligner, regions.Items))).ToList();
        return new GroundingResult(phrases, regions.Items, QuestionWriter.Write(study, phrases, regions.Items, taxonomy));
    }

    /// <summary>What the report denies is held against what the models are sure of, once all that it states has its regions.</summary>
    private static string? Reason(AlignmentResult outcome, Finding finding, Aligner aligner, IReadOnlyList<Region> named) =>
        outcome.Reason == UngroundedReason.Absent && aligner.IsContradicted(finding, named) ? UngroundedReason.AbsentButDetected : outcome.Reason;

    private Phrase ToPhrase(Modality modality, Finding finding, IReadOnlyList<int> named, IReadOnlyList<Region> regions, string? reason) => new(
        finding.Start, finding.End, finding.Text, finding.Target, finding.Kind, finding.Polarity, finding.Temporality, finding.Side,
        finding.Modifiers, named, reason)
    {
        Certainty = finding.Certainty,
        Change = finding.Change,
        Severity = finding.Severity,
        Count = finding.Count,
        SizeMm = finding.SizeMm?.ToArray(),
        PriorSizeMm = finding.PriorSizeMm?.ToArray(),
        Location = finding.Location,
        Sentence = finding.Sentence,
        Frame = finding.Frame,
        TextConfidence = finding.TextConfidence,
        Confidence = ConfidenceOf(modality, finding.TextConfidence, [.. named.Select(index => regions[index])]),
    };

    private double? ConfidenceOf(Modality modality, double text, IReadOnlyList<Region> regions) =>
        PairConfidence.Raw(text, regions) is { } raw ? Math.Round(scales?.Find(modality, regions[0].Model)?.Of(raw) ?? raw, 3) : null;
}
