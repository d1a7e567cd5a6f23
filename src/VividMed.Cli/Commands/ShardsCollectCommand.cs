using System.CommandLine;
using VividMed.Cli.CommandOptions;
using VividMed.Cli.Output;
using VividMed.Shards.Collection;
using VividMed.Workflows.Tag;

namespace VividMed.Cli.Commands;

/// <summary>vividmed shards gc: deletes what neither a version nor a run that is going needs.</summary>
internal static class ShardsCollectCommand
{
    public static Command Create()
    {
        var (shards, output) = (ShardsCommand.Shards(), CommonOptions.Output());
        var keep = NumberOptions.Limit("--keep", "Delete versions too, but for the newest so many; without it every version stays");
        var dryRun = new Option<bool>("--dry-run") { Description = "Say what would go and delete nothing" };
        var command = new Command("gc", "Delete what no version and no run needs and that is older than a day by the store's clock; safe while runs are going") { shards, keep, dryRun, output };
        StoreOption.Require(command, shards);
        CliAction.Set(command, async (parsed, cancellationToken) =>
        {
            var store = parsed.OpenStore(shards);
            var options = new CollectionOptions
            {
                Keep = parsed.GetValue(keep),
                DryRun = parsed.GetValue(dryRun),
                IsKept = static name => name.EndsWith($"/{TagReports.Review}.json", StringComparison.Ordinal),
            };
            CollectionReport report;
            await using (var progress = CountProgress.Start("files deleted"))
            {
                report = await new Collector(store, options).CollectAsync(progress, cancellationToken);
            }

            if (parsed.GetValue(output) == OutputFormat.Json) JsonOutput.Write(new CollectedFiles(options.DryRun, options.Keep, report.Files, report.Bytes, report.Spared, report.Kinds, report.Names));
            else Print(report, options.DryRun);
            return ExitCode.Ok;
        });
        return command;
    }

    private static void Print(CollectionReport report, bool dryRun)
    {
        TableOutput.Write(
            [dryRun ? "would go" : "went", "files", "bytes", "spared, younger than a day"],
            report.Kinds.Where(static kind => kind.Files + kind.Spared > 0).Append(new CollectedKind("all", report.Files, report.Bytes, report.Spared))
                .Select(static kind => (IReadOnlyList<string>)[kind.Kind, $"{kind.Files}", ByteText.Of(kind.Bytes), $"{kind.Spared}"]));
    }
}
