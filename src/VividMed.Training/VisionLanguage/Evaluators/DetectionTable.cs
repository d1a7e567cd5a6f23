using VividMed.Taxonomy;
using VividMed.Training.VisionLanguage.Data;
using VividMed.Training.VisionLanguage.Decoding;
using VividMed.Training.VisionLanguage.Losses;
using VividMed.Training.VisionLanguage.Metrics;
using VividMed.Training.VisionLanguage.Tables;

namespace VividMed.Training.VisionLanguage.Evaluators;

/// <summary>Boxes of findings that are asked by name, without the report: precision over recall, and recall over false boxes.</summary>
internal sealed class DetectionTable(StudyQuestions questions, TrainingPriors priors, PatientBootstrap bootstrap, bool isExhaustive)
{
    private const double SameBox = 0.5;

    public EvaluationTable Build(IReadOnlyList<StudyObservation> studies)
    {
        var rows = new List<EvaluationRow>();
        foreach (var group in studies.GroupBy(static one => one.Study.Sample.Modality).OrderBy(static group => group.Key))
        {
            var model = Items(group, (one, target) => Merge(questions.NamesOf(target).SelectMany(name => one.Asked[name].Found.Boxes)));
            var prior = Items(group, (one, target) => PriorBoxes(group.Key, target));
            var known = model.Where(static item => item.Value.Image.Wanted > 0).Select(static item => item.Value.Target);
            foreach (var target in known.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Prepend(null))
            {
                rows.Add(Row(group.Key, "model", target, model));
                rows.Add(Row(group.Key, "mean box", target, prior));
            }
        }

        return new EvaluationTable(
            "detection", "Findings asked by name: boxes", ["AP50", "FROC", "recall at 1 false box an image"], rows,
            (isExhaustive
                ? "The truth is exhaustive: every box without a true one is false. "
                : "The truth is not exhaustive: of each finding only the images count whose report speaks of it. ")
            + "All: the mean over findings. FROC: mean recall at 1/8, 1/4, 1/2, 1, 2, 4 and 8 false boxes an image.");
    }

    private List<PatientItem<(string Target, DetectedImage Image)>> Items(
        IEnumerable<StudyObservation> studies, Func<StudyObservation, string, IReadOnlyList<PlacedBox>> boxes) =>
        [.. from one in studies
            let mentioned = StatedFindings.Mentioned(one.Study.Sample)
            from target in questions.Findings(one.Study.Sample.Modality)
            where isExhaustive || mentioned.Contains(target)
            select new PatientItem<(string, DetectedImage)>(one.Study.Sample.Patient, (target, Judge(one.Study, target, boxes(one, target))))];

    public static DetectedImage Judge(TrainingStudy study, string target, IReadOnlyList<PlacedBox> boxes)
    {
        var truth = study.Sample.Phrases.Where(phrase => phrase.Target == target && StudyQuestions.IsAsserted(phrase))
            .SelectMany(static phrase => phrase.Regions).Distinct().Where(study.Regions.ContainsKey)
            .Select(region => study.Regions[region].Box)
            .ToList();
        return DetectionCurve.Match([.. boxes.Select(static box => box.Score)], (box, at) => BoxMath.IoU(boxes[box].Box, truth[at]), truth.Count, SameBox);
    }

    private EvaluationRow Row(Modality modality, string arm, string? target, List<PatientItem<(string Target, DetectedImage Image)>> all)
    {
        var own = target is null ? all : all.FindAll(item => item.Value.Target == target);
        return new EvaluationRow(modality.Code(), arm, target ?? "all", [Mean(DetectionCurve.AveragePrecision), Mean(DetectionCurve.Froc), Mean(static images => DetectionCurve.RecallAt(images, 1))]);

        Measured? Mean(Func<IEnumerable<DetectedImage>, double?> figure) => bootstrap.Measure(
            own,
            list =>
            {
                var each = list.GroupBy(static item => item.Target, static item => item.Image, StringComparer.Ordinal).Select(figure).OfType<double>().ToList();
                return each.Count == 0 ? null : each.Average();
            },
            static list => list.Sum(static item => item.Image.Wanted));
    }

    /// <summary>Boxes of several names of one finding, of which none covers another by half.</summary>
    public static List<PlacedBox> Merge(IEnumerable<PlacedBox> boxes)
    {
        var kept = new List<PlacedBox>();
        foreach (var box in boxes.OrderByDescending(static box => box.Logit))
        {
            if (!kept.Exists(other => BoxMath.IoU(other.Box, box.Box) > SameBox)) kept.Add(box);
        }

        return kept;
    }

    /// <summary>The mean box on each side, as sure as the finding is frequent.</summary>
    private List<PlacedBox> PriorBoxes(Modality modality, string target)
    {
        var rate = Math.Clamp(priors.RateOf(modality, target), 1e-6, 1 - 1e-6);
        return Merge(((Side[])[Side.Left, Side.Right]).Select(side => priors.PlaceOf(modality, target, side)).OfType<PlacePrior>()
            .Select(prior => new PlacedBox(prior.Box, (float)Math.Log(rate / (1 - rate)))));
    }
}
