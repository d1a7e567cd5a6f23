using System.CommandLine;
using VividMed.Cli.CommandOptions;
using VividMed.Cli.Output;
using VividMed.Cli.Running;
using VividMed.Inference.Manifests;
using VividMed.Phantoms.Radiographs;
using VividMed.Taxonomy;
using VividMed.Training.Miniatures;

namespace VividMed.Cli.Commands;

/// <summary>vividmed models: the models of a folder, whether they do what their manifests say, and how the miniatures are made.</summary>
internal static class ModelsCommand
{
    public static Command Create() =>
        new("models", "Bring, list, check, try or build the models that localize findings")
        {
            ModelsNewCommand.Create(), List(), ModelsCheckCommand.Create(), ModelsTryCommand.Create(), Evaluate(), Build(),
        };

    private static Command List()
    {
        var (models, output) = (CommonOptions.Models(), CommonOptions.Output());
        var command = new Command("list", "Every model with its kind, modality and labels") { models, output };
        CliAction.Set(command, (parsed, _) =>
        {
            var catalog = new ModelCatalog(parsed.GetRequiredValue(models));
            var entries = catalog.Entries().ToList();
            var lines = entries.Select(ModelLine.From).ToList();
            if (parsed.GetValue(output) == OutputFormat.Json) lines.ForEach(JsonOutput.Write);
            else TableOutput.Write(["model", "version", "kind", "modality", "labels", "intended use"], lines.Select(line => line.Cells));
            foreach (var entry in entries.Where(entry => entry.Problem is not null))
            {
                Console.Error.WriteLine($"vividmed: {entry.Id} cannot be used: {entry.Problem!.Message.ReplaceLineEndings(" ")}");
            }

            return Task.FromResult(ExitCode.Ok);
        });
        return command;
    }

    private static Command Build()
    {
        var output = CommonOptions.Out("Folder to write the models into, one sub folder each, with a picture of the loss");
        var only = new Option<string?>("--only") { Description = $"Build this miniature alone: {string.Join(", ", MiniatureBuilder.Ids)}" };
        only.AcceptOnlyFromAmong([.. MiniatureBuilder.Ids]);
        var from = new Option<string?>("--from") { Description = "A models folder whose weights the training begins with, instead of random ones" };
        var steps = NumberOptions.Count("--steps", 0, "Training steps; 0 takes each miniature's own number");
        var threads = NumberOptions.Count("--threads", 2, "Threads of the training; another number may give other weights", least: 1, most: 1_024);
        var evaluate = NumberOptions.Count("--evaluate", 40, "Fresh phantoms that each model is measured on; 0 for none");
        var seed = NumberOptions.Seed(1);
        var command = new Command("build", "Train the miniature models on phantoms and export them to ONNX (up to 15 minutes each on two idle cores)") { output, only, from, steps, threads, evaluate, seed };
        CliAction.Set(command, async (parsed, cancellationToken) =>
        {
            var options = new MiniatureOptions(
                parsed.GetValue(only) is { } one ? [one] : MiniatureBuilder.Ids, parsed.GetRequiredValue(output), parsed.GetValue(seed),
                parsed.GetValue(steps) is > 0 and var count ? count : null, parsed.GetValue(evaluate), parsed.GetValue(threads),
                parsed.GetValue(from));
            await ModelBuild.RunAsync(options, cancellationToken);
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command Evaluate()
    {
        var model = new Argument<string>("model") { Description = "A miniature's folder or its id in --models" };
        var (models, output) = (CommonOptions.Models(), CommonOptions.Output());
        var count = NumberOptions.Count("--count", 40, "Fresh phantoms to measure on");
        var seed = NumberOptions.Seed(20_000);
        var radiographs = ChoiceOptions.Of("--radiographs", RadiographKind.Drawn, "The phantoms, of a model of radiographs: drawn, or projected from bodies of three dimensions");
        var command = new Command("evaluate", "Measure a miniature on phantoms that it has never seen: a table by class") { model, models, count, seed, radiographs, output };
        CliAction.Set(command, (parsed, cancellationToken) =>
        {
            var id = parsed.GetRequiredValue(model);
            var manifest = ModelFolders.Load(id, new ModelCatalog(parsed.GetRequiredValue(models)));
            var kind = parsed.GetValue(radiographs);
            if (kind != RadiographKind.Drawn && manifest.Modality != Modality.Cxr) throw new CliException($"--radiographs is for models of radiographs, and {manifest.Id} takes CT");
            var metrics = MiniatureBuilder.Evaluate(manifest, parsed.GetValue(count), parsed.GetValue(seed), kind, cancellationToken);
            if (parsed.GetValue(output) == OutputFormat.Json) JsonOutput.Write(metrics);
            else MetricTable.Write($"{manifest.Id} {manifest.Version}", metrics);
            return Task.FromResult(ExitCode.Ok);
        });
        return command;
    }
}
