using VividMed.Taxonomy;
using VividMed.Training.VisionLanguage.Metrics;
using VividMed.Training.VisionLanguage.Tables;

namespace VividMed.Training.VisionLanguage.Evaluators;

/// <summary>Reports that the model writes by itself, grounded and plain, beside the one training report that suits all studies best.</summary>
internal sealed class ReportTable(ReportLabeler labeler, TrainingPriors priors, StudyQuestions questions, PatientBootstrap bootstrap)
{
    public EvaluationTable Build(IReadOnlyList<StudyObservation> studies)
    {
        var rows = new List<EvaluationRow>();
        foreach (var group in studies.GroupBy(static one => one.Study.Sample.Modality).OrderBy(static group => group.Key))
        {
            var modality = group.Key;
            var read = group.Select(one => (One: one, Reference: labeler.Label(TrainingPriors.BodyOf(one.Study), modality))).ToList();
            Add("model, grounded", (one, reference) => ReportMeasure.Of(one.Study, one.Grounded, Label(one.Grounded.Text), reference, labeler.Taxonomy));
            Add("model, plain", (one, reference) => ReportMeasure.Of(Label(one.Plain.Text), reference));
            if (group.All(static one => one.AtOnce is not null))
            {
                Add("model, grounded, written at once", (one, reference) => ReportMeasure.Of(one.Study, one.AtOnce!, Label(one.AtOnce!.Text), reference, labeler.Taxonomy));
            }

            if (priors.ReportOf(modality) is { } best) Add("best training report for all", (_, reference) => ReportMeasure.Of(best, reference));

            LabeledText Label(string text) => labeler.Label(text, modality);

            void Add(string arm, Func<StudyObservation, LabeledText, ReportMeasure> measure) => rows.Add(Row(
                modality, arm, [.. read.Select(pair => new PatientItem<ReportMeasure>(pair.One.Study.Sample.Patient, measure(pair.One, pair.Reference)))]));
        }

        return new EvaluationTable(
            "reports", "Reports written freely",
            [
                "BLEU-4", "ROUGE-L", "finding F1 macro", "finding F1 micro", "precision", "recall", "false omission", "false discovery", "label F1 macro", "label F1 micro",
                "phrases a report", "phrases with a place", "side errors", "regions found",
            ],
            rows,
            "Findings are the taxonomy's abnormalities, labels CheXpert's 14 or CT-RATE's 18, both read by the tagger from the written text and from the reference. Macro: over those "
            + "that a reference has. False omission: misses among what is not stated; false discovery: what is stated and not there. Regions found: of the report's true regions, "
            + "those at which a phrase of the same target points with IoU 0.5. A calibrated model keeps of six reports the one that agrees best with what it answers of each finding; at once: the first of them.");
    }

    private EvaluationRow Row(Modality modality, string arm, List<PatientItem<ReportMeasure>> items)
    {
        var (findings, labels) = (questions.Findings(modality), ReportLabeler.SetOf(modality).Labels);
        return new EvaluationRow(modality.Code(), arm, "all",
        [
            bootstrap.Measure(items, static list => Bleu.Of(list.Select(static one => one.Bleu))),
            bootstrap.Mean(items, static one => [one.RougeL]),
            Macro(static one => one.Targets, findings, static count => count.F1),
            Micro(static one => one.Targets, findings, static count => count.F1),
            Micro(static one => one.Targets, findings, static count => count.Precision),
            Micro(static one => one.Targets, findings, static count => count.Recall),
            Micro(static one => one.Targets, findings, static count => count.FalseOmission),
            Micro(static one => one.Targets, findings, static count => count.FalseDiscovery),
            Macro(static one => one.Labels, labels, static count => count.F1),
            Micro(static one => one.Labels, labels, static count => count.F1),
            bootstrap.Mean(items, static one => [one.Phrases]),
            bootstrap.Mean(items, static one => Enumerable.Range(0, one.Phrases).Select(phrase => phrase < one.Placed ? 1.0 : 0)),
            bootstrap.Mean(items, static one => one.OnWrongSide.Select(static wrong => wrong ? 1.0 : 0)),
            bootstrap.Mean(items, static one => one.Found.Select(static found => found ? 1.0 : 0)),
        ]);

        Measured? Macro(Func<ReportMeasure, StatedLabels> of, IReadOnlyList<string> names, Func<LabelCounts, double?> figure) =>
            bootstrap.Measure(items, list => FindingScore.Macro(FindingScore.Count(list.Select(of), names), figure));

        Measured? Micro(Func<ReportMeasure, StatedLabels> of, IReadOnlyList<string> names, Func<LabelCounts, double?> figure) =>
            bootstrap.Measure(items, list => FindingScore.Micro(FindingScore.Count(list.Select(of), names), figure));
    }
}
