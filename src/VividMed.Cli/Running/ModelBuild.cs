using VividMed.Cli.Output;
using VividMed.Training.Miniatures;

namespace VividMed.Cli.Running;

/// <summary>Trains the miniatures one after the other with a bar for each and prints what they reached.</summary>
internal static class ModelBuild
{
    public static async Task RunAsync(MiniatureOptions wanted, CancellationToken cancellationToken)
    {
        foreach (var id in wanted.Models)
        {
            await using var progress = StepProgress.Start($"training {id}", wanted.Steps ?? MiniatureBuilder.DefaultSteps(id));
            foreach (var report in await MiniatureBuilder.BuildAsync(wanted with { Models = [id] }, progress, cancellationToken))
            {
                TableOutput.Write([report.Model, ""],
                [
                    ["loss", $"{report.FirstLoss:F3} -> {report.LastLoss:F3}, drawn in {report.LossPicture}"],
                    ["training", $"{report.TrainingMinutes:F1} minutes, {report.ProcessorMinutes:F1} of one core"],
                    ["largest difference Torch to ONNX", $"{report.ParityDifference:E1}"],
                    ["manifest", report.ManifestPath],
                ]);
                if (report.Metrics.Count > 0) MetricTable.Write("on fresh phantoms", report.Metrics);
            }
        }
    }
}
