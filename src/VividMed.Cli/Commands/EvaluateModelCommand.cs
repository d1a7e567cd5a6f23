using System.CommandLine;
using VividMed.Cli.CommandOptions;
using VividMed.Cli.Output;
using VividMed.Cli.Running;
using VividMed.Reports.Wordings;
using VividMed.Shards.Versions;
using VividMed.Training.VisionLanguage.Data;
using VividMed.Training.VisionLanguage.Evaluators;
using VividMed.Training.VisionLanguage.Tables;

namespace VividMed.Cli.Commands;

/// <summary>vividmed evaluate model: a trained model on held-out studies, beside trivial answers, with intervals over patients.</summary>
internal static class EvaluateModelCommand
{
    private static readonly Option<string> Model = TrainedModelOptions.Model();
    private static readonly Option<string[]> Shards = new("--shards") { Description = "The stores whose newest versions it is measured on", Required = true, AllowMultipleArgumentsPerToken = true };
    private static readonly Option<int?> Version = NumberOptions.Version("Number of a version; the newest without it");
    private static readonly Option<string?> Split = new("--split") { Description = "The split to measure on; validate, else test without it" };
    private static readonly Option<int> Most = NumberOptions.Count("--most", 1024, "Most studies", least: 1);
    private static readonly Option<int> Resamples = NumberOptions.Count("--resamples", 1_000, "Draws of patients behind the intervals; 0 for none");
    private static readonly Option<bool> Exhaustive = new("--exhaustive-truth") { Description = "Everything in an image has its region: count boxes for what a report does not speak of as false too" };
    private static readonly Option<double?> OpeningCorrection = TrainedModelOptions.OpeningCorrection();
    private static readonly Option<bool> Calibrate = new("--calibrate") { Description = "First learn on half of the held-out patients from which odds on a finding counts as there (presence.json beside the model); the tables are of the other half then, and the model chooses among its reports" };
    private static readonly Option<int> Seed = NumberOptions.Seed(1);
    private static readonly Option<string> Models = CommonOptions.Models();
    private static readonly Option<OutputFormat> Output = CommonOptions.Output();

    public static Command Create()
    {
        var command = new Command(
            "model",
            "Tables of a trained model: places, detection, presence, rephrased names, answers and freely written reports, by modality, beside trivial answers and with 95 % intervals "
            + "over patients; also written as evaluation.json and evaluation.md beside the model")
        {
            Model, Shards, Version, Split, Most, Resamples, Exhaustive, OpeningCorrection, Calibrate, Seed, Models, Output,
        };
        CliAction.Set(command, RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var taxonomy = ModelFolders.Taxonomies(parsed.GetRequiredValue(Models));
        var (store, prefix) = TrainedModel.Find(parsed.GetRequiredValue(Model));
        var sources = new List<VersionSource>();
        foreach (var shards in parsed.GetRequiredValue(Shards))
        {
            var own = StoreOption.OpenExisting(Shards.Name, shards);
            sources.Add(new VersionSource(own, DatasetLayout.Version(parsed.GetValue(Version) ?? await VersionReader.LatestAsync(own, cancellationToken))));
        }

        var measured = new ModelEvaluationOptions
        {
            Language = ReportLanguage.OfFolder(parsed.GetRequiredValue(Models)),
            Split = parsed.GetValue(Split),
            MostStudies = parsed.GetValue(Most),
            Resamples = parsed.GetValue(Resamples),
            Seed = parsed.GetValue(Seed),
            TruthIsExhaustive = parsed.GetValue(Exhaustive),
            Decoding = TrainedModelOptions.DecodingOf(parsed.GetValue(OpeningCorrection)),
        };
        if (parsed.GetValue(Calibrate)) await new ModelEvaluator().CalibrateAsync(sources, store, prefix, taxonomy, measured, cancellationToken);
        var evaluation = await new ModelEvaluator().EvaluateFullyAsync(sources, store, prefix, taxonomy, measured, cancellationToken);
        if (parsed.GetValue(Output) == OutputFormat.Json) JsonOutput.Write(evaluation.ToJson());
        else Write(evaluation);
        return ExitCode.Ok;
    }

    private static void Write(ModelEvaluation evaluation)
    {
        foreach (var table in evaluation.Tables)
        {
            Console.Out.WriteLine(table.Title);
            TableOutput.Write(
                ["modality", "of", "answers", .. table.Columns],
                table.Rows.Select(static row => (IReadOnlyList<string>)[row.Modality, row.Name, row.Arm, .. row.Figures.Select(MarkdownTables.Cell)]));
            if (table.Note is { } note) Console.Out.WriteLine(note + "\n");
        }

        var summary = evaluation.Summary;
        Console.Out.WriteLine($"{summary.Studies} studies of split {summary.Split}{(summary.Note is { } caveat ? $"; {caveat}" : "")}");
    }
}
