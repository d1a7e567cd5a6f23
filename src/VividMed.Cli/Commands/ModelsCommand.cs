using System.CommandLine;
using VividMed.Cli.Calls;
using VividMed.Cli.CommandOptions;
using VividMed.Cli.Demonstration;
using VividMed.Cli.Output;
using VividMed.Cli.Running;
using VividMed.Phantoms.Radiographs;
using VividMed.Taxonomy;
using VividMed.Training.Miniatures;

namespace VividMed.Cli.Commands;

/// <summary>vividmed models: the models of a folder, whether they do what their manifests say, and how the miniatures are made.</summary>
internal static class ModelsCommand
{
    public static Command Create() =>
        new("models", "Bring, list, check, try or build the models that localize findings, or export a trained one that writes reports")
        {
            ModelsNewCommand.Create(), List(), ModelsCheckCommand.Create(), ModelsTryCommand.Create(), Evaluate(), Build(), ModelsExportCommand.Create(),
        };

    private static Command List()
    {
        var (models, output) = (CommonOptions.Models(), CommonOptions.Output());
        var command = new Command("list", "Every model with its kind, modality and labels") { models, output };
        CliAction.Set(command, (parsed, _) =>
        {
            var catalog = ModelFolders.Catalog(parsed.GetRequiredValue(models));
            var entries = catalog.Entries().ToList();
            var lines = entries.Select(ModelLine.From).ToList();
            if (parsed.GetValue(output) == OutputFormat.Json) lines.ForEach(JsonOutput.Write);
            else TableOutput.Write(["model", "version", "kind", "modality", "labels", "intended use"], lines.Select(line => line.Cells));
            foreach (var entry in entries.Where(entry => entry.Problem is not null))
            {
                ErrorOutput.Write(parsed, entry.Problem!.Code, $"{entry.Id} cannot be used: {entry.Problem.Message.ReplaceLineEndings(" ")}", ExitCode.Ok);
            }

            return Task.FromResult(ExitCode.Ok);
        });
        return command;
    }

    private static Command Build()
    {
        var output = CommonOptions.Out("Folder to write the models into, one sub folder each, with a picture of the loss");
        string[] ids = [.. MiniatureBuilder.Ids, BaseModel.Id];
        var only = new Option<string?>("--only") { Description = $"Build this miniature alone: {string.Join(", ", ids)}" };
        only.Accepting(ids);
        var from = new Option<string?>("--from") { Description = "A models folder whose weights the training begins with, instead of random ones" };
        var steps = NumberOptions.Count("--steps", 0, "Training steps; 0 takes each miniature's own number");
        var threads = NumberOptions.Count("--threads", 2, "Threads of the training; another number may give other weights", least: 1, most: 1_024);
        var evaluate = NumberOptions.Count("--evaluate", 40, "Fresh phantoms that each model is measured on; 0 for none");
        var seed = NumberOptions.Seed(1);
        var models = CommonOptions.Models();
        var command = new Command("build", $"Train the miniature models on phantoms: those that localize findings, exported to ONNX, and {BaseModel.Id}, which 'train' and 'demo' begin with (up to an hour each)")
        {
            output, only, from, steps, threads, evaluate, seed, models,
        };
        CliAction.Set(command, async (parsed, cancellationToken) =>
        {
            var wanted = parsed.GetValue(only);
            int? count = parsed.GetValue(steps) is > 0 and var given ? given : null;
            if (wanted != BaseModel.Id)
            {
                await ModelBuild.RunAsync(
                    new MiniatureOptions(
                        wanted is null ? MiniatureBuilder.Ids : [wanted], parsed.GetRequiredValue(output), parsed.GetValue(seed), count, parsed.GetValue(evaluate),
                        parsed.GetValue(threads), parsed.GetValue(from)),
                    cancellationToken);
            }

            if (wanted is null or BaseModel.Id)
            {
                await BaseModelBuild.RunAsync(
                    new BaseModelOptions(
                        Path.GetFullPath(parsed.GetRequiredValue(output)), Path.GetFullPath(parsed.GetRequiredValue(models)), BaseModel.Radiographs, BaseModel.Volumes,
                        parsed.GetValue(seed), count ?? BaseModel.DefaultSteps, parsed.GetValue(threads), Math.Max(1, parsed.GetValue(evaluate))),
                    cancellationToken);
            }

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
            var manifest = ModelFolders.Load(id, ModelFolders.Catalog(parsed.GetRequiredValue(models)));
            var kind = parsed.GetValue(radiographs);
            if (kind != RadiographKind.Drawn && manifest.Modality != Modality.Cxr) throw new CliException($"--radiographs is for models of radiographs, and {manifest.Id} takes {manifest.Modality.Code()}");
            var metrics = MiniatureBuilder.Evaluate(manifest, parsed.GetValue(count), parsed.GetValue(seed), kind, cancellationToken);
            if (parsed.GetValue(output) == OutputFormat.Json) JsonOutput.Write(metrics);
            else MetricTable.Write($"{manifest.Id} {manifest.Version}", metrics);
            return Task.FromResult(ExitCode.Ok);
        });
        return command;
    }
}
