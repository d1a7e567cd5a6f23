using System.CommandLine;
using VividMed.Cli.CommandOptions;
using VividMed.Cli.Configuration;
using VividMed.Cli.Output;
using VividMed.Cli.Running;
using VividMed.Datasets.Files;
using VividMed.Shards.Repacking;
using VividMed.Shards.Versions;
using VividMed.Storage.Stores;
using VividMed.Workflows.Requests;
using VividMed.Workflows.Resources;

namespace VividMed.Cli.Commands;

/// <summary>vividmed shards repack: the same samples in fewer buckets, as a version of its own.</summary>
internal static class ShardsRepackCommand
{
    /// <summary>The dataset whose tables say what no file says of its images.</summary>
    private const string SpokenFor = "ct-rate";

    public static Command Create()
    {
        var (shards, output) = (ShardsCommand.Shards(), CommonOptions.Output());
        var size = NumberOptions.Count("--partition-size", KnownSettings.PartitionSize, 1, SynthesisOptions.LargestPartition);
        var root = new Option<string?>("--root") { Description = "Of ct-rate: the dataset's folder or container, for what its tables say of the volumes; no image is read" };
        var dryRun = new Option<bool>("--dry-run") { Description = "Say what would be joined and write nothing" };
        var command = new Command("repack", "Join the small buckets that many increments have left: the same samples in fewer archives, as the next version") { shards, size, root, dryRun, output };
        StoreOption.Require(command, shards);
        CliAction.Set(command, async (parsed, cancellationToken) =>
        {
            var store = parsed.OpenStore(shards);
            var images = await ImagesAsync(store, parsed.GetValue(root), cancellationToken);
            var run = RunNames.New("repack", TimeProvider.System.GetUtcNow());
            var report = await new Repacker(store, parsed.GetValue(size), images, run, PipelineEnvironment.CodeVersion)
                .RepackAsync(parsed.GetValue(dryRun), cancellationToken);
            if (parsed.GetValue(output) == OutputFormat.Json) JsonOutput.Write(report);
            else Print(report);
            return ExitCode.Ok;
        });
        return command;
    }

    private static async Task<PlannedImages> ImagesAsync(IBlobStore store, string? root, CancellationToken cancellationToken)
    {
        var dataset = (await DatasetVersions.HeadAsync(store, cancellationToken))?.Dataset;
        // A table of one's own CT may say which series of a folder is meant.
        if (dataset == "ct-csv" && root is not null) return await PlannedImages.ReadAsync(DatasetSource.Open(dataset, DatasetRoot.Resolve(root), ProcessSecrets.Storage), cancellationToken);
        if (dataset != SpokenFor) return PlannedImages.OfFiles;
        if (root is null) throw CliException.WrongCall($"--root is needed: the tables of {SpokenFor} say of its volumes what names their archives");
        return await PlannedImages.ReadAsync(DatasetSource.Open(SpokenFor, DatasetRoot.Resolve(root), ProcessSecrets.Storage), cancellationToken);
    }

    private static void Print(RepackReport report) => TableOutput.Write(["", ""],
    [
        ["version", report.Version is { } version ? $"{version}, from {report.Parent}" : $"none written, from {report.Parent}"],
        ["buckets before", $"{report.Before}"],
        ["buckets after", $"{report.After}"],
        ["  written anew", $"{report.Written}"],
        ["  with studies", $"{report.Studies}"],
    ]);
}
