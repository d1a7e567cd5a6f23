using System.CommandLine;
using VividMed.Datasets;
using VividMed.Inference;
using VividMed.Workflows;

namespace VividMed.Cli;

/// <summary>vividmed plan: what a run would do, without doing it.</summary>
internal static class PlanCommand
{
    public static Command Create()
    {
        var dataset = CommonOptions.Dataset();
        var root = CommonOptions.Root();
        var size = CommonOptions.Count("--partition-size", 64, "Studies a shard");
        var windows = new Option<bool>("--windows") { Description = "CT: read every volume and count the windows that the segmenter will run, and the memory it will hold" };
        var models = CommonOptions.Models();
        var output = CommonOptions.Output();
        var command = new Command("plan", "Dry run: studies, splits, exclusions by reason, images, bytes and shards; nothing is written") { dataset, root, size, windows, models, output };
        CliAction.Set(command, async (parsed, cancellation) =>
        {
            var source = DatasetFactory.Open(parsed.GetRequiredValue(dataset), parsed.GetRequiredValue(root));
            var plan = await DryRun.OverAsync(source, parsed.GetRequiredValue(root), Math.Max(1, parsed.GetValue(size)), cancellation);
            if (parsed.GetValue(windows)) plan = plan with { Windows = await WindowCount.OverAsync(source, new ModelCatalog(parsed.GetRequiredValue(models)).Load(new SynthesisOptions().Segmenter), cancellation) };
            if (parsed.GetValue(output) == OutputFormat.Json) JsonOutput.Write(plan);
            else TableOutput.Write(["", ""], plan.Rows);
            return ExitCode.Ok;
        });
        return command;
    }
}
