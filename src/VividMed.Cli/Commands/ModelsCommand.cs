using System.CommandLine;
using VividMed.Inference;
using VividMed.Training;

namespace VividMed.Cli;

/// <summary>vividmed models: the models of a folder, whether they fit their manifests, and how the miniatures are made.</summary>
internal static class ModelsCommand
{
    public static Command Create() => new("models", "List, check or build the models that localise findings") { List(), Check(), Evaluate(), Build() };

    private static Command List()
    {
        var (models, output) = (CommonOptions.Models(), CommonOptions.Output());
        var command = new Command("list", "Every model with its kind, modality and labels") { models, output };
        CliAction.Set(command, (parsed, _) =>
        {
            var catalog = new ModelCatalog(parsed.GetRequiredValue(models));
            var lines = catalog.Ids.Select(catalog.Load).Select(ModelLine.From).ToList();
            if (parsed.GetValue(output) == OutputFormat.Json) lines.ForEach(JsonOutput.Write);
            else TableOutput.Write(["model", "version", "kind", "modality", "labels", "intended use"], lines.Select(line => line.Cells));
            return Task.FromResult(ExitCode.Ok);
        });
        return command;
    }

    private static Command Check()
    {
        var model = new Argument<string?>("model") { Description = "A model's folder or its id in --models; without it all are checked", Arity = ArgumentArity.ZeroOrOne };
        var models = CommonOptions.Models();
        var command = new Command("check", "Open a model as the pipeline would: manifest, digests, tensor names and shapes") { model, models };
        CliAction.Set(command, (parsed, _) =>
        {
            var catalog = new ModelCatalog(parsed.GetRequiredValue(models));
            IReadOnlyList<string> wanted = parsed.GetValue(model) is { } one ? [one] : catalog.Ids;
            foreach (var id in wanted)
            {
                var manifest = Directory.Exists(id) ? ModelManifest.Load(id) : catalog.Load(id);
                using IDisposable open = manifest switch
                {
                    { Kind: ModelKind.Detector } => DetectorModel.Open(manifest, new ExecutionOptions()),
                    { Radiograph: not null } => RadiographSegmenterModel.Open(manifest, new ExecutionOptions()),
                    _ => SegmenterModel.Open(manifest, new ExecutionOptions()),
                };
                Console.Out.WriteLine($"{manifest.Id} {manifest.Version}: fits its manifest");
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
        var steps = CommonOptions.Count("--steps", 0, "Training steps; 0 takes each miniature's own number");
        var threads = new Option<int>("--threads") { Description = "Threads of the training; another number may give other weights", DefaultValueFactory = _ => 2 };
        var evaluate = CommonOptions.Count("--evaluate", 40, "Fresh phantoms that each model is measured on; 0 for none");
        var seed = CommonOptions.Seed(1);
        var command = new Command("build", "Train the miniature models on phantoms and export them to ONNX (up to 15 minutes each on two idle cores)") { output, only, from, steps, threads, evaluate, seed };
        CliAction.Set(command, async (parsed, cancellation) =>
        {
            var options = new MiniatureOptions(
                parsed.GetValue(only) is { } one ? [one] : MiniatureBuilder.Ids, parsed.GetRequiredValue(output), parsed.GetValue(seed),
                parsed.GetValue(steps) is > 0 and var count ? count : null, parsed.GetValue(evaluate), parsed.GetValue(threads), parsed.GetValue(from));
            await ModelBuild.RunAsync(options, cancellation);
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command Evaluate()
    {
        var model = new Argument<string>("model") { Description = "A miniature's folder or its id in --models" };
        var (models, output) = (CommonOptions.Models(), CommonOptions.Output());
        var count = CommonOptions.Count("--count", 40, "Fresh phantoms to measure on");
        var seed = CommonOptions.Seed(20_000);
        var command = new Command("evaluate", "Measure a miniature on phantoms that it has never seen: a table by class") { model, models, count, seed, output };
        CliAction.Set(command, (parsed, cancellation) =>
        {
            var id = parsed.GetRequiredValue(model);
            var manifest = Directory.Exists(id) ? ModelManifest.Load(id) : new ModelCatalog(parsed.GetRequiredValue(models)).Load(id);
            var metrics = MiniatureBuilder.Evaluate(manifest, parsed.GetValue(count), parsed.GetValue(seed), cancellation);
            if (parsed.GetValue(output) == OutputFormat.Json) JsonOutput.Write(metrics);
            else MetricTable.Write($"{manifest.Id} {manifest.Version}", metrics);
            return Task.FromResult(ExitCode.Ok);
        });
        return command;
    }
}
