using System.CommandLine;
using VividMed.Cli.CommandOptions;
using VividMed.Cli.Output;
using VividMed.Shards.Versions;

namespace VividMed.Cli.Commands;

/// <summary>vividmed versions: the versions of a dataset, and what each changed.</summary>
internal static class VersionsCommand
{
    public static Command Create() => new("versions", "List a dataset's versions, or show what one holds and why it differs from the one before") { List(), Show() };

    private static Command List()
    {
        var (shards, output) = (Shards(), CommonOptions.Output());
        var command = new Command("list", "Every version, oldest first") { shards, output };
        StoreOption.Require(command, shards);
        CliAction.Set(command, async (parsed, cancellationToken) =>
        {
            var store = parsed.OpenStore(shards);
            var versions = new List<DatasetManifest>();
            foreach (var number in await DatasetVersions.ListAsync(store, cancellationToken))
            {
                versions.Add(await DatasetManifest.LoadAsync(store, number, cancellationToken));
            }

            if (parsed.GetValue(output) == OutputFormat.Json) JsonOutput.Write(versions.Select(Line));
            else TableOutput.Write(
                ["version", "follows", "written", "quarantined", "excluded", "added", "changed", "removed", "because of"],
                versions.Select(static version => (IReadOnlyList<string>)
                [
                    $"{version.Version}", $"{version.Parent}", $"{version.Counts.Written}", $"{version.Counts.Quarantined}", $"{version.Counts.ExcludedTotal}",
                    $"{version.Changes.Added}", $"{version.Changes.Changed}", $"{version.Changes.Removed}", string.Join(", ", version.Changes.Why),
                ]));
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command Show()
    {
        var (shards, output) = (Shards(), CommonOptions.Output());
        var number = NumberOptions.OptionalVersionArgument("version", "Its number; the newest without one");
        var command = new Command("show", "One version: counts, recipe, models, and what made it") { number, shards, output };
        StoreOption.Require(command, shards);
        CliAction.Set(command, async (parsed, cancellationToken) =>
        {
            var store = parsed.OpenStore(shards);
            var version = await DatasetManifest.LoadAsync(
                store, parsed.GetValue(number) ?? await VersionReader.LatestAsync(store, cancellationToken), cancellationToken);
            if (parsed.GetValue(output) == OutputFormat.Json) JsonOutput.Write(version);
            else TableOutput.Write(["", ""], Rows(version));
            return ExitCode.Ok;
        });
        return command;
    }

    private static IEnumerable<IReadOnlyList<string>> Rows(DatasetManifest version)
    {
        yield return ["version", $"{version.Version}"];
        yield return ["follows", version.Parent is { } parent ? $"{parent}" : "-"];
        yield return ["dataset", $"{version.Dataset} {version.DatasetId}"];
        if (version.Recipe.Miniatures is { } miniatures) yield return ["no clinical meaning", $"found by miniatures on images that are no phantoms: {miniatures}"];
        yield return ["planned", $"{version.Counts.Planned}"];
        yield return ["written", $"{version.Counts.Written}"];
        yield return ["quarantined", $"{version.Counts.Quarantined}"];
        foreach (var (reason, count) in version.Counts.Excluded) yield return [$"excluded, {reason}", $"{count}"];
        yield return ["buckets", $"{version.Buckets.Count}, of which {version.Changes.Kept} were kept"];
        yield return ["studies added, changed, removed", $"{version.Changes.Added}, {version.Changes.Changed}, {version.Changes.Removed}"];
        yield return ["because of", string.Join(", ", version.Changes.Why)];
        yield return ["recipe", version.Recipe.Digest];
        foreach (var (name, value) in version.Recipe.Parts) yield return [$"  {name}", value];
        foreach (var (id, description) in version.Models) yield return [$"model {id}", description];
        yield return ["run", version.Run];
        yield return ["program", $"{version.Program} on {version.Runtime}"];
    }

    private static VersionLine Line(DatasetManifest version) => new(version.Version, version.Parent, version.Counts, version.Changes, version.Recipe.Digest, version.Run);

    private static Option<string?> Shards() => StoreOption.Create("--shards", "The store that a run wrote to: a folder or a blob container's address");
}
