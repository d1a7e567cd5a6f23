using VividMed.Training.Experiments.Results;
using VividMed.Training.VisionLanguage.Metrics;

namespace VividMed.Training.Experiments.Comparison;

/// <summary>The figures of the experiments' tables, the paper's first.</summary>
internal static class ExperimentFigures
{
    /// <param name="findings">the abnormalities that can be stated</param>
    public static IReadOnlyList<Figure> OfReports(IReadOnlyList<string> findings) =>
    [
        new("finding F1 macro", Labels(findings, FindingScore.Macro, static count => count.F1)),
        new("finding F1 micro", Labels(findings, FindingScore.Micro, static count => count.F1)),
        new("false omission", Labels(findings, FindingScore.Micro, static count => count.FalseOmission), IsBetterLower: true),
        new("false discovery", Labels(findings, FindingScore.Micro, static count => count.FalseDiscovery), IsBetterLower: true),
        new("F1 micro, plain report", Stated(static study => study.Plain?.Findings, findings, FindingScore.Micro, static count => count.F1)),
        new("BLEU-4", static studies => Bleu.Of(studies.Select(static study => study.Report?.Bleu).OfType<BleuCounts>())),
        new("ROUGE-L", static studies => Mean(studies.Select(static study => study.Report).OfType<WrittenResult>().Select(static report => report.RougeL))),
    ];

    public static IReadOnlyList<Figure> OfPresence(IReadOnlyList<string> findings) =>
    [
        new("presence F1 macro", Stated(static study => study.Asked, findings, FindingScore.Macro, static count => count.F1)),
        new("presence F1 micro", Stated(static study => study.Asked, findings, FindingScore.Micro, static count => count.F1)),
    ];

    /// <summary>All, and by the types that are asked.</summary>
    public static IReadOnlyList<Figure> OfAnswers(IEnumerable<string> types) =>
    [
        Answers("answers", static _ => true),
        .. types.Select(static type => Answers($"answers: {type}", answer => answer.Type == type)),
    ];

    public static IReadOnlyList<Figure> OfPlaces { get; } =
    [
        new("box IoU", static studies => Mean(Places(studies).SelectMany(static place => place.Overlaps))),
        new("recall at IoU 0.5", static studies => Recall(studies, 0.5)),
        new("recall at IoU 0.3", static studies => Recall(studies, 0.3)),
        new("box GIoU", static studies => Mean(Places(studies).SelectMany(static place => place.GeneralizedOverlaps))),
        new("box L1", static studies => Mean(Places(studies).SelectMany(static place => place.Distances)), IsBetterLower: true),
        new("mask Dice", static studies => Mean(Places(studies).Select(static place => place.Dice).OfType<double>())),
        new("AP50", static studies => MeanPrecision(studies)),
        new("null accuracy", static studies => Mean(studies.SelectMany(static study => study.Nulls.Values).Select(Number))),
        new("side errors", static studies => Mean(Places(studies).Select(static place => place.IsOnWrongSide).OfType<bool>().Select(Number)), IsBetterLower: true),
    ];

    /// <summary>Of what the model points at by itself.</summary>
    public static IReadOnlyList<Figure> OfWrittenPlaces { get; } =
    [
        new("regions found", static studies => Mean(studies.SelectMany(static study => study.Report?.Found ?? []).Select(Number))),
        new("written side errors", static studies => Mean(studies.SelectMany(static study => study.Report?.OnWrongSide ?? []).Select(Number)), IsBetterLower: true),
    ];

    private static Func<IReadOnlyList<StudyResult>, double?> Labels(
        IReadOnlyList<string> findings, Func<IReadOnlyList<LabelCounts>, Func<LabelCounts, double?>, double?> mean, Func<LabelCounts, double?> figure) =>
        Stated(static study => study.Report?.Findings, findings, mean, figure);

    private static Func<IReadOnlyList<StudyResult>, double?> Stated(
        Func<StudyResult, StatedResult?> of, IReadOnlyList<string> findings, Func<IReadOnlyList<LabelCounts>, Func<LabelCounts, double?>, double?> mean, Func<LabelCounts, double?> figure) =>
        studies =>
        {
            var labels = studies.Select(of).OfType<StatedResult>().Select(static one => one.ToLabels()).ToList();
            return labels.Count == 0 ? null : mean(FindingScore.Count(labels, findings), figure);
        };

    private static Figure Answers(string name, Func<AnswerResult, bool> which) =>
        new(name, studies => Mean(studies.SelectMany(study => study.Answers.Where(which)).Select(static answer => Number(answer.IsRight))));

    private static double? MeanPrecision(IReadOnlyList<StudyResult> studies) => Mean(studies.SelectMany(static study => study.Boxes)
        .GroupBy(static boxes => boxes.Target, StringComparer.Ordinal)
        .Select(static group => DetectionCurve.AveragePrecision(group.Select(static boxes => boxes.ToImage())))
        .OfType<double>());

    private static double? Recall(IReadOnlyList<StudyResult> studies, double least) =>
        Mean(Places(studies).SelectMany(static place => place.Overlaps).Select(overlap => Number(overlap >= least)));

    private static IEnumerable<PlaceResult> Places(IReadOnlyList<StudyResult> studies) => studies.SelectMany(static study => study.Places);

    private static double Number(bool isSo) => isSo ? 1 : 0;

    private static double? Mean(IEnumerable<double> values)
    {
        var (sum, count) = (0.0, 0);
        foreach (var value in values) (sum, count) = (sum + value, count + 1);
        return count == 0 ? null : sum / count;
    }
}
