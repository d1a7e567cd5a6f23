using System.CommandLine;
using VividMed.Inference;

namespace VividMed.Cli;

/// <summary>vividmed models: the models of a folder, whether they fit their manifests, and how the miniatures are made.</summary>
internal static class ModelsCommand
{
    public static Command Create() => new("models", "List, check or build the models that localise findings") { List(), Check(), Build() };

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
        var output = CommonOptions.Out("Folder to write the models into, one sub folder each");
        var only = new Option<string?>("--only") { Description = "Build this miniature alone: phantom-dino-mini or phantom-sat-mini" };
        var steps = CommonOptions.Count("--steps", 0, "Training steps; 0 takes each miniature's own number");
        var seed = CommonOptions.Seed(1);
        var command = new Command("build", "Train the miniature models on phantoms and export them to ONNX (some 15 minutes each on two cores)") { output, only, steps, seed };
        CliAction.Set(command, async (parsed, cancellation) =>
        {
            await ModelBuild.RunAsync(parsed.GetRequiredValue(output), parsed.GetValue(only), parsed.GetValue(steps), parsed.GetValue(seed), cancellation);
            return ExitCode.Ok;
        });
        return command;
    }
}
