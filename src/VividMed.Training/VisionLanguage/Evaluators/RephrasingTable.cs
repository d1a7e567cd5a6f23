using VividMed.Taxonomy;
using VividMed.Training.VisionLanguage.Losses;
using VividMed.Training.VisionLanguage.Metrics;
using VividMed.Training.VisionLanguage.Network;
using VividMed.Training.VisionLanguage.Tables;

namespace VividMed.Training.VisionLanguage.Evaluators;

/// <summary>
/// Whether places follow the words: another name keeps the place, the other side moves it, and what is absent has none. The mean box of a
/// name, which knows the words and not the image, passes all but the last.
/// </summary>
internal sealed class RephrasingTable(StudyQuestions questions, TrainingPriors priors, PatientBootstrap bootstrap)
{
    private const double SamePlace = 0.5;
    private const string Synonym = "another name keeps the place";
    private const string Structure = "the other side's structure lies there";
    private const string Finding = "the other side's finding is not found here";
    private const string Nothing = "an absent finding has no place";

    private static readonly string[] Trials = [Synonym, Structure, Finding, Nothing];

    public EvaluationTable Build(IReadOnlyList<StudyObservation> studies)
    {
        var rows = new List<EvaluationRow>();
        foreach (var group in studies.GroupBy(static one => one.Study.Sample.Modality).OrderBy(static group => group.Key))
        {
            Add("model", static (one, _, _, name) => Hull(one, name));
            Add("mean box", (one, target, side, _) => priors.PlaceOf(one.Study.Sample.Modality, target, side)?.Box);

            void Add(string arm, PlaceOfName place)
            {
                var outcomes = group.SelectMany(one => Outcomes(one, place).Select(outcome => (outcome.Trial, Item: new PatientItem<bool>(one.Study.Sample.Patient, outcome.IsPassed)))).ToList();
                rows.AddRange(Trials.Select(trial => new EvaluationRow(
                    group.Key.Code(), arm, trial,
                    [bootstrap.Mean(outcomes.Where(outcome => outcome.Trial == trial).Select(static outcome => outcome.Item), static passed => [passed ? 1.0 : 0])])));
            }
        }

        return new EvaluationTable(
            "rephrasing", "Places under other words", ["share"], rows,
            "Asked by name, of what the report grounds and the model finds: a synonym of the taxonomy keeps the place at IoU 0.5; left and right exchanged. The mean box knows the words and "
            + "not the image.");
    }

    private IEnumerable<(string Trial, bool IsPassed)> Outcomes(StudyObservation one, PlaceOfName place)
    {
        foreach (var asked in questions.Rephrased(one.Study))
        {
            if (place(one, asked.Target, asked.Side, asked.Name) is not { } box) continue;
            if (asked.Synonym is { } synonym) yield return (Synonym, place(one, asked.Target, asked.Side, synonym) is { } same && BoxMath.IoU(box, same) >= SamePlace);
            if (asked.Mirror is not { } mirror) continue;
            var opposite = asked.Side == Side.Left ? Side.Right : Side.Left;
            var moved = place(one, asked.Target, opposite, mirror);
            var isThere = moved is not null && PlaceMeasure.SideOf(one.Study, moved) == opposite;
            yield return asked.Kind == FindingKind.Anatomy ? (Structure, isThere) : (Finding, isThere || moved is null);
        }

        foreach (var target in questions.Absent(one.Study)) yield return (Nothing, place(one, target, Side.None, target) is null);
    }

    private static float[]? Hull(StudyObservation one, string name) =>
        BoxHull.Of(one.Asked[name].Found.Boxes.Where(static box => box.IsSure).Select(static box => box.Box));

    /// <summary>Where somebody says that a target on a side lies, asked by a name; null for nowhere.</summary>
    private delegate float[]? PlaceOfName(StudyObservation one, string target, Side side, string name);
}
