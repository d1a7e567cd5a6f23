using VividMed.Training;

namespace VividMed.Cli;

/// <summary>Trains the miniatures one after the other with a bar for each and prints what they reached.</summary>
internal static class ModelBuild
{
    public static async Task RunAsync(string output, string? only, int steps, int seed, CancellationToken cancellation)
    {
        if (only is not null && !MiniatureBuilder.Ids.Contains(only)) throw new CliException($"there is no miniature {only}; there are {string.Join(" and ", MiniatureBuilder.Ids)}");
        foreach (var id in only is null ? MiniatureBuilder.Ids : [only])
        {
            var options = new MiniatureOptions([id], output, seed, steps > 0 ? steps : null);
            await using var progress = StepProgress.Start($"training {id}", steps > 0 ? steps : 2200);
            foreach (var report in await MiniatureBuilder.BuildAsync(options, progress, cancellation))
            {
                TableOutput.Write([report.Model, ""], report.Metrics.Select(metric => (IReadOnlyList<string>)[metric.Key, $"{metric.Value:F4}"])
                    .Prepend(["largest difference Torch to ONNX", $"{report.ParityDifference:E1}"])
                    .Prepend(["loss", $"{report.FirstLoss:F3} -> {report.LastLoss:F3}"]));
            }
        }
    }
}
