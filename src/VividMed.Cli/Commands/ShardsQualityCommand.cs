using System.CommandLine;
using VividMed.Cli.CommandOptions;
using VividMed.Cli.Configuration;
using VividMed.Cli.Output;
using VividMed.Cli.Running;
using VividMed.Evaluation.Pages;
using VividMed.Evaluation.Quality;
using VividMed.Shards.Reviews;
using VividMed.Shards.Versions;
using VividMed.Storage.Stores;

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
            var store = BlobStoreFactory.Open(parsed.GetStore(shards), ProcessSecrets.Storage);
            var manifest = await DatasetManifest.LoadAsync(
                store, parsed.GetValue(version) ?? await VersionReader.LatestAsync(store, cancellationToken), cancellationToken);
            var quality = new VersionQuality(await ReviewLog.ConsensusAsync(store, cancellationToken));
            await using (var progress = CountProgress.Start("samples read"))
            {
                await foreach (var stored in VersionReader.ReadAsync(store, manifest.Version, withImages: false, cancellationToken))
                {
                    quality.Add(stored.Sample);
                    progress.Report(new Shards.CountedWork((int)quality.Yield.Samples, (int)manifest.Counts.Written));
                }
            }

            var quarantine = await VersionQuarantine.ReadAsync(store, manifest, cancellationToken).CountBy(static study => study.Reason, StringComparer.Ordinal)
                .ToDictionaryAsync(static reason => reason.Key, static reason => (long)reason.Value, cancellationToken: cancellationToken);
            var review = await ReviewSource.ReportAsync(store, manifest.Version, cancellationToken);
            var duplicates = MarkFindings.DuplicatesOf(await MarkFindings.ReadAsync(store, manifest, cancellationToken));
            await File.WriteAllTextAsync(parsed.GetRequiredValue(page), await EvaluationPages.RenderAsync(manifest, quality, quarantine, review, duplicates), cancellationToken);
            return ExitCode.Ok;
        });
        return command;
    }
}
