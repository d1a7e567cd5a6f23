using VividMed.Cli.Configuration;
using VividMed.Datasets;
using VividMed.Shards.Versions;
using VividMed.Storage.Stores;
using VividMed.Workflows.Resources;

namespace VividMed.Cli.Running;

/// <summary>Quarantined studies of a version, or of a run that committed none.</summary>
internal static class QuarantineSource
{
    private const string Runs = "runs/";
    private const int MostNamed = 5;

    /// <exception cref="CliException">There is no such run, or no version; the line names the runs that have left studies.</exception>
    public static async Task<IReadOnlyList<QuarantinedStudy>> ReadAsync(
        IBlobStore store, int? version, string? run, CancellationToken cancellationToken)
    {
        if (run is not null && await OfRunAsync(store, run, cancellationToken) is { } left) return left;
        var number = version ?? await LatestAsync(store, run, cancellationToken);
        var manifest = await DatasetManifest.LoadAsync(store, number, cancellationToken);
        return await VersionQuarantine.ReadAsync(store, manifest, cancellationToken).ToListAsync(cancellationToken);
    }

    /// <summary>Null where the run has committed, and its version holds them.</summary>
    private static async Task<IReadOnlyList<QuarantinedStudy>?> OfRunAsync(IBlobStore store, string run, CancellationToken cancellationToken)
    {
        // Only a name of one part is a run's; any other would be looked for elsewhere.
        var left = run.Length > 0 && run.AsSpan().IndexOfAny('/', '\\') < 0 && run is not ("." or "..")
            ? await new RunFolder(store, run).QuarantineAsync(cancellationToken).ToListAsync(cancellationToken)
            : [];
        if (left.Count > 0) return left;
        var (runs, committed) = (await NamesAsync(store, cancellationToken), await CommittedAsync(store, cancellationToken));
        if (committed.Contains(run)) return null;
        if (runs.Contains(run, StringComparer.Ordinal)) return [];
        var guess = Guess.Told(run, [.. runs, .. committed]);
        throw new CliException($"{store.DisplayName} holds no work of a run '{run}'{(guess.Length > 0 ? guess : Listed(runs))}; without --run the newest version's are shown");
    }

    private static async Task<int> LatestAsync(IBlobStore store, string? run, CancellationToken cancellationToken)
    {
        if (await DatasetVersions.ListAsync(store, cancellationToken) is [.., var latest]) return latest;
        var runs = run is null ? await NamesAsync(store, cancellationToken) : [];
        throw new CliException(runs.Count switch
        {
            0 => $"{store.DisplayName} has no committed version, and no run has left anything there: --shards takes what 'vividmed run --out' wrote",
            1 => $"{store.DisplayName} has no committed version: --run {runs[0]} shows what that run left",
            _ => $"{store.DisplayName} has no committed version: --run NAME shows what a run left{Listed(runs)}",
        })
        { Code = "version-missing" };
    }

    private static string Listed(IReadOnlyList<string> runs) =>
        runs.Count == 0 ? "" : $"; there are {string.Join(", ", runs.Take(MostNamed))}{(runs.Count > MostNamed ? " and others" : "")}";

    /// <summary>The runs that wrote a version that stands: what they had in quarantine is the version's.</summary>
    private static async Task<HashSet<string>> CommittedAsync(IBlobStore store, CancellationToken cancellationToken)
    {
        var runs = new HashSet<string>(StringComparer.Ordinal);
        foreach (var version in await DatasetVersions.ListAsync(store, cancellationToken))
        {
            if (await DatasetManifest.TryLoadAsync(store, version, cancellationToken) is { } manifest) runs.Add(manifest.Run);
        }

        return runs;
    }

    /// <summary>Those whose work still lies in the store.</summary>
    private static async Task<IReadOnlyList<string>> NamesAsync(IBlobStore store, CancellationToken cancellationToken)
    {
        var runs = new SortedSet<string>(StringComparer.Ordinal);
        await foreach (var name in store.ListAsync(Runs, cancellationToken))
        {
            if (name.Split('/') is [_, var run, _, ..]) runs.Add(run);
        }

        return [.. runs];
    }
}
