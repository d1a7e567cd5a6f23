using VividMed.Imaging.Masks;
using VividMed.Taxonomy;
using VividMed.Training.VisionLanguage.Data;
using VividMed.Training.VisionLanguage.Decoding;
using VividMed.Training.VisionLanguage.Metrics;
using VividMed.Training.VisionLanguage.Tables;

namespace VividMed.Training.VisionLanguage.Evaluators;

/// <summary>Where the report's own phrases lie, the phrases given: the network's places, and the mean box and mask of each name.</summary>
internal sealed class PlaceTable(TrainingPriors priors, PatientBootstrap bootstrap, double toleranceMm)
{
    private const string Model = "model";
    private const string Prior = "mean box and mask";

    public EvaluationTable Build(IReadOnlyList<StudyObservation> studies)
    {
        var rows = new List<EvaluationRow>();
        foreach (var group in studies.GroupBy(static one => one.Study.Sample.Modality).OrderBy(static group => group.Key))
        {
            var (model, prior) = (Measure(group, Given), Measure(group, OfPrior));
            foreach (var target in model.Select(static item => item.Value.Target).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Prepend(null))
            {
                rows.Add(Row(group.Key, Model, target, model));
                rows.Add(Row(group.Key, Prior, target, prior));
            }
        }

        return new EvaluationTable(
            "places", "Places of given phrases",
            ["box IoU", "box GIoU", "box L1", "recall at IoU 0.5", "mask Dice", "surface Dice", "hit", "instance F1", "side errors"], rows,
            "The report's phrases are given, the heads say where. Boxes: each true region with the box assigned to it. Masks on the network's grid. "
            + $"Surface Dice within {toleranceMm:0.#} mm, at least an edge of the grid's voxels; hits from Dice 0.1, instances from Dice 0.2. "
            + "Side errors: of phrases with a side whose true region lies on it, the share whose best box lies on the other.");
    }

    private List<PatientItem<PlaceMeasure>> Measure(
        IEnumerable<StudyObservation> studies, Func<TrainingStudy, GivenPhrase, (IReadOnlyList<PlacedBox> Boxes, Mask? Filled)> place) =>
        [.. studies.SelectMany(one => one.Given.Select(phrase =>
        {
            var (boxes, filled) = place(one.Study, phrase);
            return new PatientItem<PlaceMeasure>(one.Study.Sample.Patient, PlaceMeasure.Of(one.Study, phrase, boxes, filled, toleranceMm));
        }))];

    private static (IReadOnlyList<PlacedBox> Boxes, Mask? Filled) Given(TrainingStudy study, GivenPhrase phrase) => (phrase.Boxes, phrase.Filled);

    private (IReadOnlyList<PlacedBox> Boxes, Mask? Filled) OfPrior(TrainingStudy study, GivenPhrase phrase) =>
        priors.PlaceOf(study.Sample.Modality, phrase.Phrase.Target, phrase.Phrase.Side) is { } prior
            ? ([new PlacedBox(prior.Box, 0)], prior.Mask)
            : ([], null);

    private EvaluationRow Row(Modality modality, string arm, string? target, List<PatientItem<PlaceMeasure>> all)
    {
        var own = target is null ? all : all.FindAll(item => item.Value.Target == target);
        return new EvaluationRow(modality.Code(), arm, target ?? "all",
        [
            bootstrap.Mean(own, static one => one.Overlaps),
            bootstrap.Mean(own, static one => one.GeneralizedOverlaps),
            bootstrap.Mean(own, static one => one.Distances),
            bootstrap.Mean(own, static one => one.Overlaps.Select(static overlap => overlap >= 0.5 ? 1.0 : 0)),
            bootstrap.Mean(own, static one => Some(one.Dice)),
            bootstrap.Mean(own, static one => Some(one.SurfaceDice)),
            bootstrap.Mean(own, static one => Some(one.Dice is { } dice ? InstanceScore.IsHit(dice) ? 1 : 0 : null)),
            bootstrap.Measure(
                own.Where(static one => one.Value.Instances is not null), static list => InstanceScore.F1(list.Select(static one => one.Instances!.Value)),
                static list => list.Sum(static one => one.Instances!.Value.Wanted)),
            bootstrap.Mean(own, static one => Some(one.IsOnWrongSide is { } wrong ? wrong ? 1 : 0 : null)),
        ]);
    }

    private static IEnumerable<double> Some(double? value) => value is { } known ? [known] : [];
}
