using System.CommandLine;
using VividMed.Cli.Calls;
using VividMed.Cli.CommandOptions;
using VividMed.Cli.Hosting;
using VividMed.Cli.Output;
using VividMed.Cli.Running;
using VividMed.Inference;
using VividMed.Inference.Execution;
using VividMed.Inference.Hosting;
using VividMed.Inference.Manifests;

namespace VividMed.Cli.Commands;

/// <summary>vividmed models check: whether models do what their manifests say, each for itself.</summary>
internal static class ModelsCheckCommand
{
    private static readonly Argument<string?> Model = new("model") { Description = "A model's folder or its id in --models; without it all are checked", Arity = ArgumentArity.ZeroOrOne };
    private static readonly Option<bool> Record = new("--record-golden") { Description = "Adds what the model gives now to its manifest as a golden case; take a provider that you trust" };
    private static readonly Option<string?> Picture = new("--picture") { Description = "With --record-golden: a PNG radiograph in the model's folder to record with, instead of noise" };
    private static readonly Option<double> Tolerance = NumberOptions.Amount("--tolerance", "With --record-golden: the largest difference that later runs may show", ModelCheck.DefaultTolerance);
    private static readonly Option<bool> Placement = new("--placement") { Description = "Also tell which of the graph's nodes ran on what: on a GPU, the operations that fell to the CPU" };
    private static readonly Option<string> Models = CommonOptions.Models();
    private static readonly ExecutionFlags Execution = new();
    private static readonly Option<OutputFormat> Output = CommonOptions.Output();

    public static Command Create()
    {
        var command = new Command("check", "Open a model as the pipeline would (manifest, digests, targets, tensor names and shapes, batch), repeat its golden cases, measure load time, memory and time per image or window")
        {
            Model, Models, Output, Record, Picture, Tolerance, Placement,
        };
        Execution.AddTo(command);
        CliAction.Set(command, (parsed, cancellationToken) => Task.FromResult(Run(parsed, cancellationToken)));
        return command;
    }

    private static int Run(ParseResult parsed, CancellationToken cancellationToken)
    {
        var folder = parsed.GetRequiredValue(Models);
        var entries = Entries(parsed.GetValue(Model), ModelFolders.Catalog(folder)).ToList();
        var options = ModelProvider.For(WorkerRoles.Gpu, Execution.Chosen(parsed));
        var (reports, failed) = (new List<ModelCheckReport>(), false);
        foreach (var entry in entries)
        {
            try
            {
                var manifest = entry.Manifest ?? throw entry.Problem!;
                ModelFolders.RequireTargets(manifest, folder);
                if (parsed.GetValue(Record)) GoldenFile.Record(manifest, options, parsed.GetValue(Picture), parsed.GetValue(Tolerance), cancellationToken);
                else reports.Add(ModelCheck.Run(manifest, options, parsed.GetValue(Placement), cancellationToken));
            }
            catch (ModelException problem) when (entries.Count > 1)
            {
                // One that cannot be used says nothing against the others.
                failed = true;
                ErrorOutput.Write(parsed, problem.Code, $"{entry.Id}: {problem.Message.ReplaceLineEndings(" ")}", ExitCode.Failed);
            }
        }

        if (parsed.GetValue(Output) == OutputFormat.Json) reports.ForEach(JsonOutput.Write);
        else if (reports.Count > 0) Write(reports, ProviderCheck.FallbackOfAuto(options));
        foreach (var report in reports)
        {
            foreach (var result in report.Golden.Where(result => !result.Passed))
            {
                failed = true;
                ErrorOutput.Write(parsed, "golden-missed", $"model {report.Id} differs from its golden outputs: {result}", ExitCode.Failed);
            }
        }

        return failed ? ExitCode.Failed : ExitCode.Ok;
    }

    private static void Write(List<ModelCheckReport> reports, string? told)
    {
        TableOutput.Write(ModelCheckLine.Headings, reports.Select(report => ModelCheckLine.Cells(report, told)));
        var placed = reports.SelectMany(static report => (report.Placement ?? []).Select(place => (report.Id, place))).ToList();
        if (placed.Count == 0) return;
        TableOutput.Write(
            ["model", "runs on", "operation", "nodes", "time"],
            placed.Select(static one => (IReadOnlyList<string>)[one.Id, one.place.Provider, one.place.Operation, $"{one.place.Nodes}", $"{one.place.Milliseconds:F2} ms"]));
    }

    private static IEnumerable<CatalogEntry> Entries(string? model, ModelCatalog catalog) => model is null
        ? catalog.Entries()
        : [new CatalogEntry(model, ModelFolders.Load(model, catalog), null)];
}
