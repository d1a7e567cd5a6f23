using System.CommandLine;
using VividMed.Cli.CommandOptions;
using VividMed.Cli.Output;
using VividMed.Datasets;
using VividMed.Shards.Comparison;

namespace VividMed.Cli.Commands;

/// <summary>vividmed shards diff: which samples two versions do not have in common, and why.</summary>
internal static class ShardsDiffCommand
{
    public static Command Create()
    {
        var (from, to) = (NumberOptions.VersionArgument("from", "A version's number"), NumberOptions.VersionArgument("to", "Another one's, usually a later"));
        var (shards, output) = (ShardsCommand.Shards(), CommonOptions.Output());
        var command = new Command("diff", "Samples that were added, removed and changed from one version to another, and why; --output json lists them") { from, to, shards, output };
        StoreOption.Require(command, shards);
        CliAction.Set(command, async (parsed, cancellationToken) =>
        {
            var store = parsed.OpenStore(shards);
            VersionDifference difference;
            await using (var progress = CountProgress.Start("buckets read"))
            {
                difference = await new VersionDiffer(store).CompareAsync(parsed.GetValue(from), parsed.GetValue(to), progress, cancellationToken);
            }

            if (parsed.GetValue(output) == OutputFormat.Json) JsonOutput.Write(difference);
            else TableOutput.Write(["", "count", "because of"], Rows(difference));
            return ExitCode.Ok;
        });
        return command;
    }

    private static IEnumerable<IReadOnlyList<string>> Rows(VersionDifference difference) =>
    [
        .. Samples("samples added", difference.Added),
        .. Samples("samples removed", difference.Removed),
        .. Samples("samples changed", difference.Changed),
        ["samples that are the same", $"{difference.Unchanged}", ""],
        .. Quarantine("studies that entered quarantine", difference.Entered),
        .. Quarantine("studies that left quarantine", difference.Left),
    ];

    private static IEnumerable<IReadOnlyList<string>> Samples(string what, IReadOnlyList<SampleChange> samples) =>
        Rows(what, samples.CountBy(static sample => string.Join(", ", sample.Why), StringComparer.Ordinal));

    private static IEnumerable<IReadOnlyList<string>> Quarantine(string what, IReadOnlyList<QuarantinedStudy> studies) =>
        Rows(what, studies.CountBy(static study => study.Reason, StringComparer.Ordinal));

    /// <summary>A row a reason; of nothing one row that says so.</summary>
    private static IEnumerable<IReadOnlyList<string>> Rows(string what, IEnumerable<KeyValuePair<string, int>> reasons) => reasons
        .OrderBy(static reason => reason.Key, StringComparer.Ordinal)
        .Select(reason => (IReadOnlyList<string>)[what, $"{reason.Value}", reason.Key])
        .DefaultIfEmpty([what, "0", ""]);
}
