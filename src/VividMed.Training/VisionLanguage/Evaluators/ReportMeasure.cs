using VividMed.Reports;
using VividMed.Taxonomy;
using VividMed.Training.VisionLanguage.Data;
using VividMed.Training.VisionLanguage.Decoding;
using VividMed.Training.VisionLanguage.Losses;
using VividMed.Training.VisionLanguage.Metrics;

namespace VividMed.Training.VisionLanguage.Evaluators;

/// <summary>A report that was written without looking at the true one, held against it.</summary>
/// <param name="Phrases">How many phrases it points at.</param>
/// <param name="Placed">Of these, those for which a place was found.</param>
/// <param name="OnWrongSide">Of each placed phrase with a side whether its best box lies on the other.</param>
/// <param name="Found">Of each true region of a finding or structure whether a phrase of the same target has a box with IoU of at least 0.5.</param>
internal sealed record ReportMeasure(
    BleuCounts Bleu, double RougeL, StatedLabels Targets, StatedLabels Labels, int Phrases, int Placed, IReadOnlyList<bool> OnWrongSide, IReadOnlyList<bool> Found)
{
    private const double SameBox = 0.5;

    /// <summary>Of a text whose phrases point nowhere.</summary>
    public static ReportMeasure Of(LabeledText written, LabeledText reference)
    {
        var (words, wanted) = (MetricWords.Of(written.Text), MetricWords.Of(reference.Text));
        return new ReportMeasure(
            Metrics.Bleu.Count(words, wanted), Metrics.RougeL.Of(words, wanted), new StatedLabels(written.Targets, reference.Targets),
            new StatedLabels(written.Labels, reference.Labels), Phrases: 0, Placed: 0, OnWrongSide: [], Found: []);
    }

    /// <summary>Of a text with its places; the tagger says what each phrase speaks of.</summary>
    public static ReportMeasure Of(TrainingStudy study, DecodedReport report, LabeledText written, LabeledText reference, TargetTaxonomy taxonomy)
    {
        var spoken = report.Phrases
            .Select(one => (one.Place, Finding: written.Findings.FirstOrDefault(finding => finding.Start < one.Phrase.End && finding.End > one.Phrase.Start)))
            .ToList();
        var sided = spoken
            .Where(one => !one.Place.IsNothing && one.Finding is { Side: Side.Left or Side.Right } finding && taxonomy.Find(finding.Target) is { Sideable: true })
            .Select(one => Sides.Conflict(one.Finding!.Side, PlaceMeasure.SideOf(study, one.Place.Boxes[0].Box)));
        var truth = study.Sample.Phrases.Where(StudyQuestions.IsAsserted)
            .SelectMany(phrase => phrase.Regions.Where(study.Regions.ContainsKey).Select(region => (phrase.Target, Region: region)))
            .Distinct();
        return Of(written, reference) with
        {
            Phrases = spoken.Count,
            Placed = spoken.Count(static one => !one.Place.IsNothing),
            OnWrongSide = [.. sided],
            Found = [.. truth.Select(one => spoken.Exists(said => IsAt(said.Place, said.Finding, one.Target, study.Regions[one.Region].Box)))],
        };
    }

    private static bool IsAt(PhrasePlace place, Finding? finding, string target, float[] truth) =>
        finding?.Target == target && place.Boxes.Any(box => BoxMath.IoU(box.Box, truth) >= SameBox);
}
