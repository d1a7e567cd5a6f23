using System.CommandLine;
using VividMed.Cli.CommandOptions;
using VividMed.Cli.Output;
using VividMed.Cli.Running;
using VividMed.Shards.Versions;

namespace VividMed.Cli.Commands;

/// <summary>vividmed shards quality: what a version is like, as a page.</summary>
internal static class ShardsQualityCommand
{
    public static Command Create()
    {
        var (shards, version) = (ShardsCommand.Shards(), NumberOptions.Version("Number of a version; the newest without it"));
        var page = new Option<string>("--out") { Description = "Where the page goes (.html), one file that needs nothing else; it holds no report text", Required = true };
        var command = new Command("quality", "A page to look at before training: yield, reasons, scores, balance of classes, sides, views and devices, what questions give away, review") { shards, version, page };
        StoreOption.Require(command, shards);
        CliAction.Set(command, async (parsed, cancellationToken) =>
        {
            var store = parsed.OpenStore(shards);
            var manifest = await DatasetManifest.LoadAsync(
                store, parsed.GetValue(version) ?? await VersionReader.LatestAsync(store, cancellationToken), cancellationToken);
            await using var progress = CountProgress.Start("samples read");
            await File.WriteAllTextAsync(
                parsed.GetRequiredValue(page), await QualitySource.PageAsync(store, manifest, progress, cancellationToken), cancellationToken);
            return ExitCode.Ok;
        });
        return command;
    }
}
