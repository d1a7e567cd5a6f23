using System.CommandLine;
using VividMed.Cli.CommandOptions;
using VividMed.Cli.Configuration;
using VividMed.Cli.Output;
using VividMed.Cli.Running;
using VividMed.Datasets.Files;
using VividMed.Taxonomy;
using VividMed.Workflows.Requests;

namespace VividMed.Cli.Commands;

/// <summary>vividmed plan: what a run would do, without doing it.</summary>
internal static class PlanCommand
{
    public static Command Create()
    {
        var dataset = CommonOptions.Dataset();
        var root = CommonOptions.Root();
        var size = NumberOptions.Count("--partition-size", KnownSettings.PartitionSize, 1, SynthesisOptions.LargestPartition);
        var windows = new Option<bool>("--windows") { Description = "CT: read every volume and count the windows that the segmenter will run, and the memory it will hold" };
        var models = CommonOptions.Models();
        var output = CommonOptions.Output();
        var selection = new SelectionOptions();
        var command = new Command("plan", "Dry run: studies, splits, exclusions by reason, images, bytes and shards; nothing is written") { dataset, root, size, windows, models, output };
        selection.AddTo(command);
        CliAction.Set(command, async (parsed, cancellationToken) =>
        {
            var request = selection.Apply(
                new SynthesisRequest { Run = "", Dataset = parsed.GetRequiredValue(dataset), Root = DatasetRoot.Resolve(parsed.GetRequiredValue(root)), Out = "", Models = "" }, parsed);
            var source = DatasetSource.Open(request.Dataset, request.Root, ProcessSecrets.Storage);
            DryRun plan;
            await using (var progress = CountProgress.Start("studies"))
            {
                plan = await DryRun.OverAsync(
                    source.ListStudiesAsync(request.Select(), cancellationToken), source.Name, parsed.GetValue(size),
                    progress, cancellationToken);
            }

            if (parsed.GetValue(windows))
            {
                var segmenter = ModelFolders.Catalog(parsed.GetRequiredValue(models)).Load(source.Modality == Modality.Mr ? new SynthesisOptions().MrSegmenter : new SynthesisOptions().Segmenter);
                plan = plan with { Windows = await WindowCount.OverAsync(source, request.Select(), segmenter, cancellationToken) };
            }

            if (parsed.GetValue(output) == OutputFormat.Json) JsonOutput.Write(plan);
            else TableOutput.Write(["", ""], plan.Rows);
            if (plan.Hint is { } hint) await Console.Error.WriteLineAsync("vividmed: " + hint);
            return ExitCode.Ok;
        });
        return command;
    }
}
