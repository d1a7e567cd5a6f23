using System.CommandLine;
using VividMed.Cli.CommandOptions;
using VividMed.Cli.Output;
using VividMed.Cli.Running;
using VividMed.Exports.Families;
using VividMed.Exports.Planning;
using VividMed.Exports.Running;
using VividMed.Shards.Reviews;
using VividMed.Shards.Versions;
using VividMed.Storage.Stores;

namespace VividMed.Cli.Commands;

/// <summary>vividmed shards export: a version as others' trainers and viewers load it.</summary>
internal static class ShardsExportCommand
{
    public static Command Create()
    {
        var (shards, models, output, options) = (ShardsCommand.Shards(), CommonOptions.Models(), CommonOptions.Output(), new ExportOptions());
        var version = NumberOptions.Version("Number of a version; the newest without it");
        var family = new Option<string>("--to") { Description = $"The family: {string.Join(", ", ExportFamilies.Names)}", Required = true, HelpName = "family" };
        family.Accepting([.. ExportFamilies.Names]);
        var folder = new Option<string>("--out") { Description = "The folder that it goes to; one that holds a part of the same export is gone on with", Required = true };
        var perFile = NumberOptions.Limit("--per-file", "Samples of one file; default by family");
        var leaveOut = new Option<bool>("--leave-out") { Description = "Leave out, and list, samples that speak against the export; without it the first one refuses it" };
        var reviewed = new Option<bool>("--reviewed") { Description = "Only samples that people have looked at and agree on, see 'vividmed review'" };
        var command = new Command("export", "Hand a version over to other trainers and viewers; nothing is written before every record was looked at") { family, shards, version, folder, perFile, leaveOut, reviewed, models, output };
        options.AddTo(command);
        StoreOption.Require(command, shards);
        CliAction.Set(command, async (parsed, cancellationToken) =>
        {
            var address = parsed.GetStore(shards);
            var store = parsed.OpenStore(shards);
            Nesting.RefuseInStore(parsed.GetRequiredValue(folder), address);
            var number = parsed.GetValue(version) ?? await VersionReader.LatestAsync(store, cancellationToken);
            var chosen = options.From(parsed, BlobStoreFactory.FindFolder(address));
            await TargetWords.RequireAsync(ExportOptions.Target, chosen.Filter.Targets, parsed.GetRequiredValue(models), store, number, cancellationToken);
            if (parsed.GetValue(reviewed)) chosen = chosen with { Filter = await ReviewedAsync(store, chosen.Filter, cancellationToken) };
            var request = new ExportRequest(number, parsed.GetValue(family)!, parsed.GetValue(folder)!, chosen)
            {
                SamplesPerFile = parsed.GetValue(perFile), LeavesOut = parsed.GetValue(leaveOut),
            };
            ExportManifest manifest;
            await using (var progress = CountProgress.Start("samples looked at and written"))
            {
                manifest = await new Exporter(store, request).RunAsync(progress, cancellationToken);
            }

            if (parsed.GetValue(output) == OutputFormat.Json) JsonOutput.Write(manifest);
            else Print(manifest);
            return ExitCode.Ok;
        });
        return command;
    }

    /// <summary>Studies of which a verdict is in force, within those that were asked for.</summary>
    private static async Task<ExportFilter> ReviewedAsync(IBlobStore store, ExportFilter filter, CancellationToken cancellationToken)
    {
        var looked = (await ReviewLog.ConsensusAsync(store, cancellationToken)).Subjects
            .Where(static subject => subject.Settled is not null)
            .Select(static subject => subject.Subject.Study);
        return filter with { Ids = looked.Where(study => filter.Ids?.Contains(study) ?? true).ToHashSet(StringComparer.Ordinal) };
    }

    private static void Print(ExportManifest manifest) => TableOutput.Write(["", ""], Rows(manifest));

    private static IEnumerable<IReadOnlyList<string>> Rows(ExportManifest manifest)
    {
        yield return ["family", manifest.Family];
        yield return ["version", $"{manifest.Dataset} {manifest.Version}"];
        yield return ["coordinates", manifest.Form.CoordinatesMean];
        yield return ["samples", $"{manifest.Samples}"];
        foreach (var (name, count) in manifest.Counts) yield return [name, $"{count}"];
        foreach (var (name, count) in manifest.PassedOver) yield return [$"passed over {name}", $"{count}"];
        foreach (var (name, count) in manifest.LeftOut) yield return [$"left out: {name}", $"{count}"];
        yield return ["files", $"{manifest.Files.Sum(static file => (long)file.Files)}, {ByteText.Of(manifest.Files.Sum(static file => file.Bytes))}"];
    }
}
