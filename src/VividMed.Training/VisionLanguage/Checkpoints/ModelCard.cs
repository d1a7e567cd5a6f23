using System.Globalization;
using System.Text;
using VividMed.Storage.Streams;
using VividMed.Training.VisionLanguage.Contracts;
using VividMed.Training.VisionLanguage.Data;

namespace VividMed.Training.VisionLanguage.Checkpoints;

/// <summary>What a model is, for whoever finds its folder: data lineage, how it was trained, what it reaches, and what it is not for.</summary>
internal static class ModelCard
{
    /// <param name="start">What the training began with; null for random weights.</param>
    public static string Of(string name, IReadOnlyList<LoadedVersion> versions, TrainingOptions options, StartingPoint? start, TrainingReport report)
    {
        var card = new StringBuilder();
        card.Append(CultureInfo.InvariantCulture, $"# {name}\n\nA VividMed network of {report.Parameters:N0} parameters: it writes grounded reports, answers questions and points at what it names.\n");
        card.Append("\n**Not a diagnosis, and not for patients.** For research. It is as good as its data, and its licence is that of the data.\n");
        card.Append("\n## Data\n\n| dataset | version | samples | recipe | models that localized its findings |\n|---|---:|---:|---|---|\n");
        foreach (var version in versions) card.Append(Lineage(version));
        card.Append(CultureInfo.InvariantCulture, $"\nLearned from {report.TrainingStudies:N0} studies of the split train, measured on {report.After.Studies:N0} of {report.After.Split}. Patients lie in one split each.\n");
        card.Append("\n## Training\n\n");
        card.Append(start is null ? "Began with random weights" : $"Began with the weights whose SHA-256 is `{Sha256.Of(start.Weights)}`");
        card.Append(CultureInfo.InvariantCulture, $", seed {options.Seed}, batches of {options.Batch}, rate {options.LearningRate:G3}{(options.Grounding ? "" : ", without grounding")}.\n\n");
        card.Append("| stage | steps | loss at first | at last |\n|---:|---:|---:|---:|\n");
        foreach (var stage in report.Stages) card.Append(CultureInfo.InvariantCulture, $"| {stage.Stage} | {stage.Steps} | {stage.LossBefore:F3} | {stage.LossAfter:F3} |\n");
        card.Append("\n## Held out\n\n| | before | after |\n|---|---:|---:|\n");
        foreach (var (what, tell) in Figures) card.Append($"| {what} | {Shown(tell(report.Before))} | {Shown(tell(report.After))} |\n");
        if (report.After.Note is { } note) card.Append($"\nNote: {note}.\n");
        card.Append("\n`vividmed evaluate model` writes the full tables beside it, with intervals over patients and trivial answers: `evaluation.md`.\n");
        return card.ToString();
    }

    private static IReadOnlyList<(string What, Func<EvaluationReport, double?> Tell)> Figures { get; } =
    [
        ("answers right", static report => report.AnswerAccuracy),
        ("regions of given phrases found at IoU 0.5", static report => report.BoxRecall50),
        ("mean IoU of boxes", static report => report.BoxMeanIoU),
        ("mean Dice of masks", static report => report.MaskDice),
        ("nothing found of what is not there", static report => report.NullAccuracy),
        ("perplexity of reports", static report => report.Perplexity),
    ];

    private static string Lineage(LoadedVersion version)
    {
        var manifest = version.Manifest;
        var models = string.Join(", ", manifest.Models.OrderBy(static model => model.Key, StringComparer.Ordinal).Select(static model => model.Key));
        return string.Create(
            CultureInfo.InvariantCulture, $"| {manifest.Dataset} | {manifest.Version} | {manifest.Counts.Written:N0} | `{manifest.Recipe.Digest}` | {models} |\n");
    }

    private static string Shown(double? figure) => figure?.ToString("F3", CultureInfo.InvariantCulture) ?? "-";
}
