using VividMed.Grounding.Alignment;
using VividMed.Grounding.Questions;
using VividMed.Reports;
using VividMed.Taxonomy;

namespace VividMed.Grounding;

/// <summary>
/// Ties each phrase of a report to the regions that it names, phrase by phrase and not class by class: a left effusion never gets the
/// right one's box. Every phrase ends up with regions or with exactly one <see cref="UngroundedReason"/>.
/// </summary>
public sealed class Grounder(TargetTaxonomy taxonomy, GroundingOptions options)
{
    /// <summary>
    /// Part of every recipe: raised whenever the same study would be grounded or asked about differently, so that old and new samples never
    /// share a version.
    /// </summary>
    public const string Behavior = "1";

    /// <summary>Phrases in the order of the report's findings; a region that several of them name is listed once.</summary>
    public GroundingResult Ground(GroundingStudy study)
    {
        var aligner = new Aligner(taxonomy, options, study);
        var regions = new List<Region>();
        var known = new Dictionary<string, int>(StringComparer.Ordinal);
        var phrases = new List<Phrase>(study.Report.Findings.Count);
        foreach (var finding in study.Report.Findings)
        {
            var outcome = aligner.Align(finding);
            phrases.Add(ToPhrase(finding, Register(outcome, regions, known), outcome.Reason));
        }

        return new GroundingResult(phrases, regions, QuestionWriter.Write(study, phrases, regions, taxonomy));
    }

    private static List<int> Register(AlignmentResult outcome, List<Region> regions, Dictionary<string, int> known)
    {
        var indices = new List<int>(outcome.Regions.Count);
        foreach (var (region, key) in outcome.Regions.Zip(outcome.Keys))
        {
            if (!known.TryGetValue(key, out var index))
            {
                known.Add(key, index = regions.Count);
                regions.Add(region);
            }

            indices.Add(index);
        }

        return indices;
    }

    private static Phrase ToPhrase(Finding finding, IReadOnlyList<int> regions, string? reason) => new(
        finding.Start, finding.End, finding.Text, finding.Target, finding.Kind, finding.Polarity, finding.Temporality, finding.Side,
        finding.Modifiers, regions, reason);
}
