using System.Globalization;
using VividMed.Evaluation.Grounding;

namespace VividMed.Cli.Output;

/// <summary>A grounding evaluation for a person: all targets together, then one a row.</summary>
internal static class GroundingTable
{
    public static void Write(GroundingEvaluation evaluation)
    {
        TableOutput.Write(["figure", "value", "95 % interval", "of", "meaning"], evaluation.Overall.Figures.Zip(GroundingMetric.All)
            .Select(pair => (IReadOnlyList<string>)[pair.First.Name, Number(pair.First.Value), Interval(pair.First), $"{pair.First.Of}", pair.Second.Meaning]));
        TableOutput.Write(["target", "mentions", .. GroundingMetric.All.Select(metric => metric.Name)], evaluation.Targets
            .Select(target => (IReadOnlyList<string>)[target.Target, $"{target.Counts.Mentions}", .. target.Figures.Select(Cell)]));
        if (evaluation.ErrorKinds.Count > 0)
        {
            TableOutput.Write(
                ["disagreement", "count"], evaluation.ErrorKinds.Select(kind => (IReadOnlyList<string>)[kind.Key, $"{kind.Value}"]));
        }

        if (evaluation.Reliability is { } reliability) Write(reliability);
        Console.Out.WriteLine(
            $"{evaluation.Studies} studies{(evaluation.WithoutTruth > 0 ? $", {evaluation.WithoutTruth} without truth" : "")}");
    }

    private static void Write(ConfidenceReliability reliability)
    {
        TableOutput.Write(
            ["confidence from", "pairs", "stated", "right"],
            reliability.Bins.Select(static bin => (IReadOnlyList<string>)[bin.From.ToString("F1", CultureInfo.InvariantCulture), $"{bin.Pairs}", Number(bin.Stated), Number(bin.Right)])
                .Append(["all", $"{reliability.Pairs}", $"calibration error {Number(reliability.CalibrationError)}", $"Brier {Number(reliability.Brier)}"]));
    }

    private static string Cell(MeasuredFigure figure) => figure.Value is null ? "" : $"{Number(figure.Value)} [{Interval(figure)}]";

    private static string Interval(MeasuredFigure figure) => figure.Low is null ? "" : $"{Number(figure.Low)}-{Number(figure.High)}";

    private static string Number(double? value) => value?.ToString("F3", CultureInfo.InvariantCulture) ?? "-";
}
