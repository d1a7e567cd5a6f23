using VividMed.Taxonomy;
using VividMed.Training.VisionLanguage.Contracts;
using VividMed.Training.VisionLanguage.Decoding;
using VividMed.Training.VisionLanguage.Metrics;
using VividMed.Training.VisionLanguage.Tables;

namespace VividMed.Training.VisionLanguage.Evaluators;

/// <summary>Which findings are there, each asked by its name, and whether a place is found for what is not.</summary>
internal sealed class PresenceTable(StudyQuestions questions, TrainingPriors priors, PatientBootstrap bootstrap, PresenceScale? scale = null)
{
    private const double There = 0.5;

    public EvaluationTable Build(IReadOnlyList<StudyObservation> studies)
    {
        var rows = new List<EvaluationRow>();
        foreach (var group in studies.GroupBy(static one => one.Study.Sample.Modality).OrderBy(static group => group.Key))
        {
            var findings = questions.Findings(group.Key);
            foreach (var (of, asked) in findings.Select(static finding => (finding, (IReadOnlyList<string>)[finding])).Prepend(("all findings", findings)))
            {
                rows.AddRange(RowsOf(group.Key, of, [.. group], asked));
            }
        }

        return new EvaluationTable(
            "presence", "Findings asked by name", ["F1 macro", "F1 micro", "precision", "recall", "null accuracy"], rows,
            "There where yes is likelier than no after the name, or where this and its surest place together pass the threshold of a calibrated model (presence.json). A finding counts as there where the report states it as present now, as open where the report leaves "
            + "it open or tells it of earlier, and as absent else. Null accuracy: of absent findings, the share for which the heads find no place.");
    }

    private IEnumerable<EvaluationRow> RowsOf(Modality modality, string of, IReadOnlyList<StudyObservation> studies, IReadOnlyList<string> findings)
    {
        yield return Asked("model, by its name", static (one, target) => [one.Asked[target]]);
        yield return Asked("model, by its name or on a side", (one, target) => [.. questions.NamesOf(target).Select(name => one.Asked[name])]);
        yield return Row("as most training reports", (_, target) => priors.RateOf(modality, target) > There, nulls: null);

        EvaluationRow Asked(string arm, Func<StudyObservation, string, IReadOnlyList<ProbedName>> names) => Row(
            arm,
            (one, target) => names(one, target).Any(name => name.IsThereBy(scale, modality, target)),
            [.. studies.Select(one => new PatientItem<IReadOnlyList<bool>>(
                one.Study.Sample.Patient,
                [.. questions.Absent(one.Study).Where(findings.Contains).Select(target => names(one, target).All(static name => name.Found.IsNothing))]))]);

        EvaluationRow Row(string arm, Func<StudyObservation, string, bool> isThere, List<PatientItem<IReadOnlyList<bool>>>? nulls)
        {
            var items = studies.Select(one => Item(one, findings, target => isThere(one, target))).ToList();
            return new EvaluationRow(
                modality.Code(), arm, of,
            [
                bootstrap.Measure(items, list => FindingScore.Macro(FindingScore.Count(list, findings), static count => count.F1)),
                bootstrap.Measure(items, list => FindingScore.Micro(FindingScore.Count(list, findings), static count => count.F1)),
                bootstrap.Measure(items, list => FindingScore.Micro(FindingScore.Count(list, findings), static count => count.Precision)),
                bootstrap.Measure(items, list => FindingScore.Micro(FindingScore.Count(list, findings), static count => count.Recall)),
                nulls is null ? null : bootstrap.Mean(nulls, static own => own.Select(static isNothing => isNothing ? 1.0 : 0)),
            ]);
        }
    }

    private static PatientItem<StatedLabels> Item(StudyObservation one, IReadOnlyList<string> findings, Func<string, bool> isThere) => new(
        one.Study.Sample.Patient,
        new StatedLabels(findings.Where(isThere).ToHashSet(StringComparer.Ordinal), StatedFindings.Present(one.Study.Sample), StatedFindings.Open(one.Study.Sample)));
}
