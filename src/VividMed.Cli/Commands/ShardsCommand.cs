using System.CommandLine;
using VividMed.Imaging;
using VividMed.Shards;

namespace VividMed.Cli;

/// <summary>vividmed shards: whether a version is whole, what it yields, and what a sample looks like.</summary>
internal static class ShardsCommand
{
    public static Command Create() => new("shards", "Verify, count and look at what runs have written") { Verify(), Stats(), Show() };

    private static Command Verify()
    {
        var (shards, version, output) = (CommonOptions.Shards(), Version(), CommonOptions.Output());
        var command = new Command("verify", "Read every shard again and hold it against its manifest: digests, counts, spans, regions, images, duplicates") { shards, version, output };
        CliAction.Set(command, async (parsed, cancellation) =>
        {
            var store = BlobStoreFactory.Open(parsed.GetRequiredValue(shards), Storage.Credentials);
            var exit = ExitCode.Ok;
            foreach (var number in await VersionsAsync(store, parsed.GetValue(version), cancellation))
            {
                var report = await new ShardVerifier(store).VerifyAsync(number, progress: null, cancellation);
                if (parsed.GetValue(output) == OutputFormat.Json) JsonOutput.Write(new { version = number, report.IsSound, report });
                else Print(number, report);
                if (!report.IsSound) exit = ExitCode.Failed;
            }

            return exit;
        });
        return command;
    }

    private static Command Stats()
    {
        var (shards, version, output) = (CommonOptions.Shards(), Version(), CommonOptions.Output());
        var command = new Command("stats", "The yield: phrases by kind and target, the share grounded, reasons for the rest, regions by grade") { shards, version, output };
        CliAction.Set(command, async (parsed, cancellation) =>
        {
            var store = BlobStoreFactory.Open(parsed.GetRequiredValue(shards), Storage.Credentials);
            var number = parsed.GetValue(version) ?? await VersionReader.LatestAsync(store, cancellation);
            var statistics = await ShardStatistics.CollectAsync(store, await DatasetManifest.LoadAsync(store, number, cancellation), cancellation);
            if (parsed.GetValue(output) == OutputFormat.Json) JsonOutput.Write(statistics);
            else YieldTable.Write(statistics);
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command Show()
    {
        var (shards, version) = (CommonOptions.Shards(), Version());
        var id = new Option<string?>("--id") { Description = "A sample's id; without it all ids are listed" };
        var picture = new Option<string?>("--out") { Description = "Also draw the sample's regions and report into this PNG" };
        var command = new Command("show", "One sample's record as JSON, and its picture") { shards, version, id, picture };
        CliAction.Set(command, async (parsed, cancellation) =>
        {
            var store = BlobStoreFactory.Open(parsed.GetRequiredValue(shards), Storage.Credentials);
            var number = parsed.GetValue(version) ?? await VersionReader.LatestAsync(store, cancellation);
            if (parsed.GetValue(id) is not { } wanted)
            {
                await foreach (var stored in VersionReader.ReadAsync(store, number, withImages: false, cancellation)) Console.Out.WriteLine(stored.Sample.Id);
                return ExitCode.Ok;
            }

            await foreach (var stored in VersionReader.ReadAsync(store, number, withImages: true, cancellation))
            {
                if (stored.Sample.Id != wanted) continue;
                JsonOutput.Write(stored.Sample);
                if (parsed.GetValue(picture) is { } file) Draw(stored, file);
                return ExitCode.Ok;
            }

            throw new CliException($"version {number} has no sample {wanted}; 'shards show' without --id lists them");
        });
        return command;
    }

    private static Option<int?> Version() => new("--version") { Description = "Number of a version; the newest without it (verify: all)" };

    private static async Task<IReadOnlyList<int>> VersionsAsync(IBlobStore store, int? version, CancellationToken cancellation)
    {
        if (version is { } one) return [one];
        var all = await DatasetVersions.ListAsync(store, cancellation);
        return all.Count > 0 ? all : throw new CliException($"{store.DisplayName} has no committed version; a run commits one when it ends");
    }

    private static void Print(int version, VerificationReport report)
    {
        Console.Out.WriteLine($"version {version}: {report.Shards} shards, {report.Samples} samples, {report.Bytes} bytes: {(report.IsSound ? "sound" : $"{report.ProblemCount} problems")}");
        foreach (var problem in report.Problems) Console.Out.WriteLine($"  {problem.Code} {problem.Shard} {problem.Sample}: {problem.Message}");
    }

    private static void Draw(StoredSample stored, string file)
    {
        using var png = File.Create(file);
        PngCodec.WriteRgb(png, SamplePicture.Paint(stored));
    }
}
