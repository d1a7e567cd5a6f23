using System.CommandLine;
using VividMed.Cli.CommandOptions;
using VividMed.Cli.Output;
using VividMed.Cli.Running;
using VividMed.Imaging.Png;
using VividMed.Shards.Archives;
using VividMed.Shards.Pictures;
using VividMed.Shards.Versions;

namespace VividMed.Cli.Commands;

/// <summary>vividmed shards: whether a version is whole, what it yields, and what a sample looks like.</summary>
internal static class ShardsCommand
{
    public static Command Create() => new("shards", "Verify, count, look at, compare, hand over and clean up what runs have written")
    {
        ShardsVerifyCommand.Create(), Stats(), Show(), ShardsDiffCommand.Create(), ShardsQualityCommand.Create(), ShardsExportCommand.Create(),
        ShardsCollectCommand.Create(), ShardsRepackCommand.Create(),
    };

    private static Command Stats()
    {
        var (shards, version, output) = (Shards(), Version(), CommonOptions.Output());
        var command = new Command("stats", "The yield: phrases by kind and target, the share grounded, reasons for the rest, regions by grade, near-duplicates, what questions give away") { shards, version, output };
        StoreOption.Require(command, shards);
        CliAction.Set(command, async (parsed, cancellationToken) =>
        {
            var store = parsed.OpenStore(shards);
            var number = parsed.GetValue(version) ?? await VersionReader.LatestAsync(store, cancellationToken);
            var statistics = await VersionReader.MeasureAsync(
                store, await DatasetManifest.LoadAsync(store, number, cancellationToken), cancellationToken);
            if (parsed.GetValue(output) == OutputFormat.Json) JsonOutput.Write(statistics);
            else YieldTable.Write(statistics);
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command Show()
    {
        var (shards, version) = (Shards(), Version());
        var id = new Option<string[]>("--id") { Description = "A sample's id, several times if wished; without it all ids are listed", Arity = ArgumentArity.OneOrMore };
        var most = NumberOptions.Count("--most", 0, "Instead of --id: the samples with the most different grounded findings");
        var picture = new Option<string?>("--out") { Description = "Draw the regions and the report into this PNG; of several samples into this folder" };
        var size = NumberOptions.Count("--size", SamplePicture.DefaultSize, "Pixels of the longer side of the image in --out");
        var page = new Option<string?>("--html") { Description = "Write images with regions, marked report, phrases and questions into this page, one file that needs nothing else" };
        var command = new Command("show", "Look at samples: the record as JSON, a picture, a page") { shards, version, id, most, picture, size, page };
        StoreOption.Require(command, shards);
        CliAction.Set(command, async (parsed, cancellationToken) =>
        {
            Outputs.RefuseSame((picture.Name, parsed.GetValue(picture)), (page.Name, parsed.GetValue(page)));
            var store = parsed.OpenStore(shards);
            var number = parsed.GetValue(version) ?? await VersionReader.LatestAsync(store, cancellationToken);
            var wanted = parsed.GetValue(most) is > 0 and var count
                ? await SampleChoice.MostGroundedAsync(store, number, count, cancellationToken)
                : parsed.GetValue(id) ?? [];
            if (wanted.Count == 0)
            {
                await foreach (var stored in VersionReader.ReadAsync(store, number, withImages: false, cancellationToken)) Console.Out.WriteLine(stored.Sample.Id);
                return ExitCode.Ok;
            }

            var samples = await SampleChoice.ReadAsync(store, number, wanted, cancellationToken);
            if (parsed.GetValue(picture) is { } target) Draw(samples, target, Math.Clamp(parsed.GetValue(size), 64, 4096));
            if (parsed.GetValue(page) is { } file)
            {
                await using var writer = File.CreateText(file);
                await SamplePage.WriteAsync(writer, samples.ToAsyncEnumerable(), cancellationToken);
            }

            if (parsed.GetValue(picture) is null && parsed.GetValue(page) is null)
            {
                samples.ForEach(static stored => JsonOutput.Write(stored.Sample));
            }

            return ExitCode.Ok;
        });
        return command;
    }

    internal static Option<string?> Shards() => StoreOption.Create("--shards", "The store that a run wrote to: a folder or a blob container's address");

    private static Option<int?> Version() => NumberOptions.Version("Number of a version; the newest without it");

    private static void Draw(List<StoredSample> samples, string target, int size)
    {
        if (samples.Count > 1) Directory.CreateDirectory(target);
        foreach (var stored in samples)
        {
            using var png = File.Create(
                samples.Count > 1 ? Path.Combine(target, $"{stored.Sample.Dataset}-{SampleKey.Of(stored.Sample.Id)}.png") : target);
            PngCodec.WriteRgb(png, SamplePicture.Paint(stored, size));
        }
    }
}
