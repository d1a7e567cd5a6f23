using System.Collections.Concurrent;
using VividMed.Shards.Versions;
using VividMed.Storage.Stores;
using VividMed.Workflows.Progress;
using VividMed.Workflows.Requests;

namespace VividMed.Dashboard.Samples;

/// <summary>Finds the committed versions of the dataset that a run works on. Only stores that the hub's runs write to are ever opened.</summary>
/// <param name="credentials">How this process signs in to storage accounts; null takes what Azure.Identity finds.</param>
public sealed class VersionFinder(DurableTaskClient client, TimeProvider time, StorageCredentials? credentials = null)
{
    /// <summary>A page asks for the same version once for each of its pictures.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(20);

    private static readonly string[] AfterCommit = [SynthesisProgress.AwaitingReview, "training", "evaluating"];

    private readonly ConcurrentDictionary<(string Run, int? Version), (VersionPlace Place, DateTimeOffset Until)> _known = new();

    /// <summary>The version, or null where the run is unknown or has not committed any.</summary>
    /// <param name="version">A number of the run's dataset; null for what the run itself ended with.</param>
    /// <exception cref="Shards.ShardException">A manifest cannot be read.</exception>
    public async Task<VersionPlace?> FindAsync(string run, int? version, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (_known.TryGetValue((run, version), out var known) && known.Until > now) return known.Place;
        if (await RunMonitor.ReadAsync(client, run, cancellationToken) is not { } snapshot) return null;
        var store = BlobStoreFactory.Open(snapshot.Request.Out, credentials);
        if (await ManifestAsync(store, snapshot, version, cancellationToken) is not { } manifest) return null;
        var place = new VersionPlace(run, store, snapshot.Request.Out, manifest);
        foreach (var (key, (_, until)) in _known)
        {
            if (until <= now) _known.TryRemove(key, out _);
        }

        _known[(run, version)] = (place, now + Kept);
        return place;
    }

    /// <summary>Whether there is a version to look at: a run that waits for its review, or trains, has committed and not ended.</summary>
    internal static bool HasCommitted(RunSnapshot run) => run.Result?.Version is not null || AfterCommit.Contains(run.Progress.Phase);

    private static async Task<DatasetManifest?> ManifestAsync(IBlobStore store, RunSnapshot run, int? version, CancellationToken cancellationToken)
    {
        if (version is { } asked) return asked is > 0 and <= 9999 ? await DatasetManifest.TryLoadAsync(store, asked, cancellationToken) : null;
        if (run.Result?.Version is { } folder && DatasetLayout.VersionOf(folder) is { } number) return await DatasetManifest.TryLoadAsync(store, number, cancellationToken);
        return HasCommitted(run) ? await DatasetVersions.HeadAsync(store, cancellationToken) : null;
    }
}

/// <summary>A committed version, and the run by which somebody came to it.</summary>
/// <param name="Address">Of the store, as the run was given it.</param>
public sealed record VersionPlace(string Run, IBlobStore Store, string Address, DatasetManifest Manifest)
{
    public int Version => Manifest.Version;

    /// <summary>What tells this version's content from any other: the recipe and the buckets decide it.</summary>
    public string Identity { get; } = Storage.Streams.Sha256.Of(Manifest.ToJson());
}
