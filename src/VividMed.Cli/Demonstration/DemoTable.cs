using VividMed.Cli.Output;
using VividMed.Workflows.Requests;

namespace VividMed.Cli.Demonstration;

/// <summary>The demo's summary for a person.</summary>
internal static class DemoTable
{
    public static void Write(DemoSummary summary)
    {
        foreach (var dataset in summary.Datasets) TableOutput.Write([dataset.Dataset, ""], Rows(dataset));
        if (summary.Training is { } training)
        {
            TableOutput.Write(["training", "before", "after"], Rows(training));
        }

        Console.Out.WriteLine("pictures");
        foreach (var picture in summary.Pictures) Console.Out.WriteLine("  " + picture);
        Console.Out.WriteLine($"everything lies in {summary.Out}; look at it with: vividmed dashboard {summary.Out}");
    }

    private static IEnumerable<IReadOnlyList<string>> Rows(TrainingResult training)
    {
        var (before, after) = (training.Stages[0].Before, training.Evaluation);
        yield return ["training loss", $"{training.LossBefore:F3}", $"{training.LossAfter:F3}"];
        foreach (var row in HeldOutFigures.Rows(before, after)) yield return row;
    }

    private static IEnumerable<IReadOnlyList<string>> Rows(DemoDataset dataset)
    {
        var studies = dataset.Studies;
        yield return ["studies planned", $"{studies.Planned}"];
        yield return ["written / quarantined / excluded", $"{studies.Written} / {studies.Quarantined} / {studies.Excluded}"];
        foreach (var (kind, yield) in dataset.Yield.Kinds)
        {
            yield return [$"phrases, {kind}", $"{yield.Phrases}, grounded {yield.Grounded} ({yield.Share:P1})"];
        }

        foreach (var (reason, count) in dataset.Yield.Reasons) yield return [$"  without region, {reason}", $"{count}"];
        yield return ["regions", $"{dataset.Yield.Boxes} boxes, {dataset.Yield.Masks} masks"];
        yield return ["shards", $"{dataset.Shards}, {dataset.Bytes / 1e6:F1} MB"];
        foreach (var row in dataset.Agreement.Rows) yield return row;
    }
}
