using System.CommandLine;
using VividMed.Cli.CommandOptions;
using VividMed.Cli.Configuration;
using VividMed.Cli.Output;
using VividMed.Datasets.Files;
using VividMed.Shards.Quality;
using VividMed.Shards.Verification;
using VividMed.Shards.Versions;
using VividMed.Storage.Stores;

namespace VividMed.Cli.Commands;

/// <summary>vividmed shards verify: whether versions are whole, and whether their sources are still what they were made from.</summary>
internal static class ShardsVerifyCommand
{
    public static Command Create()
    {
        var (shards, output) = (ShardsCommand.Shards(), CommonOptions.Output());
        var version = NumberOptions.Version("Number of a version; all without it");
        var sources = new Option<bool>("--sources") { Description = "Read all reports and images of --dataset at --root too, and say which are not what the newest version (or --version) was made from" };
        var (dataset, root) = (CommonOptions.Dataset(), CommonOptions.Root());
        dataset.Required = root.Required = false;
        var command = new Command("verify", "Read every shard again and hold it against its manifest: digests, counts, keys, recipe, spans, regions, images, duplicates") { shards, version, sources, dataset, root, output };
        StoreOption.Require(command, shards);
        command.Validators.Add(result =>
        {
            if (result.GetValue(sources) && (result.GetResult(dataset) is null || result.GetResult(root) is null))
            {
                result.AddError("--sources needs --dataset and --root: what the versions were made from");
            }
        });
        CliAction.Set(command, async (parsed, cancellationToken) =>
        {
            var store = parsed.OpenStore(shards);
            var format = parsed.GetValue(output);
            var versions = await VersionsAsync(store, parsed.GetValue(version), cancellationToken);
            var exit = ExitCode.Ok;
            foreach (var number in versions)
            {
                var report = await new ShardVerifier(store).VerifyAsync(number, progress: null, cancellationToken);
                if (format == OutputFormat.Json) JsonOutput.Write(new VerifiedVersion(number, report.IsSound, Report: report));
                else Print($"version {number}: {report.Shards} shards, {report.Samples} samples, {report.Bytes} bytes", report.ProblemCount, report.Problems);
                if (!report.IsSound) exit = ExitCode.Failed;
            }

            if (parsed.GetValue(sources))
            {
                var place = DatasetRoot.Resolve(parsed.GetRequiredValue(root)!);
                var report = await VerifySourcesAsync(store, parsed.GetRequiredValue(dataset)!, place, versions[^1], cancellationToken);
                if (format == OutputFormat.Json) JsonOutput.Write(new VerifiedVersion(versions[^1], report.IsSound, Sources: report));
                else Print($"version {versions[^1]} against its sources: {report.Studies} studies", report.ProblemCount, report.Problems);
                if (!report.IsSound) exit = ExitCode.Failed;
            }

            await TellOrphansAsync(store, cancellationToken);
            return exit;
        });
        return command;
    }

    private static async Task<SourceReport> VerifySourcesAsync(
        IBlobStore store, string dataset, string root, int version, CancellationToken cancellationToken)
    {
        await using var progress = CountProgress.Start("studies held against their sources");
        return await new SourceVerifier(store, DatasetSource.Open(dataset, root, ProcessSecrets.Storage)).VerifyAsync(version, progress, cancellationToken);
    }

    private static async Task TellOrphansAsync(IBlobStore store, CancellationToken cancellationToken)
    {
        if (await OrphanCount.OfAsync(store, cancellationToken) is not { Files: > 0 } orphans) return;
        await Console.Error.WriteLineAsync(
            $"vividmed: {orphans.Files} archives and marks ({ByteText.Of(orphans.Bytes)}) belong to no version: 'vividmed shards gc' deletes what no run needs any more");
    }

    private static async Task<IReadOnlyList<int>> VersionsAsync(IBlobStore store, int? version, CancellationToken cancellationToken)
    {
        if (version is { } one) return [one];
        var all = await DatasetVersions.ListAsync(store, cancellationToken);
        return all.Count > 0
            ? all
            : throw new CliException($"{store.DisplayName} has no committed version; a run commits one when it ends");
    }

    private static void Print(string what, int count, IReadOnlyList<ShardProblem> problems)
    {
        Console.Out.WriteLine($"{what}: {(count == 0 ? "sound" : $"{count} problems")}");
        foreach (var problem in problems) Console.Out.WriteLine($"  {problem.Code} {problem.Shard} {problem.Sample}: {problem.Message}");
    }
}
