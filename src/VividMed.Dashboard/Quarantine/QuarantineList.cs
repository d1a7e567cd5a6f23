using VividMed.Dashboard.Samples;
using VividMed.Datasets;
using VividMed.Shards.Versions;
using VividMed.Storage.Stores;
using VividMed.Workflows.Progress;
using VividMed.Workflows.Resources;

namespace VividMed.Dashboard.Quarantine;

/// <summary>Reads which studies are in quarantine, and why.</summary>
/// <param name="credentials">How this process signs in to storage accounts; null takes what Azure.Identity finds.</param>
public sealed class QuarantineList(StorageCredentials? credentials = null)
{
    /// <summary>Of a run: of the version that it ended with, or what it has set aside so far.</summary>
    public async Task<IReadOnlyList<QuarantinedStudy>> ReadAsync(RunSnapshot run, CancellationToken cancellationToken)
    {
        var store = BlobStoreFactory.Open(run.Request.Out, credentials);
        if (run.Result?.Version is { } version && DatasetLayout.VersionOf(version) is { } number)
            return await OfVersionAsync(store, await DatasetManifest.LoadAsync(store, number, cancellationToken), cancellationToken);

        // What a run has set aside so far lies in its folder, which is collected as soon as it has committed: before its review and its training.
        return VersionFinder.HasCommitted(run)
            ? await OfNewestAsync(store, cancellationToken)
            : await new RunFolder(store, run.Request.Run).QuarantineAsync(cancellationToken).ToListAsync(cancellationToken);
    }

    /// <summary>Of the newest version in a store; none where nothing was committed.</summary>
    internal static async Task<IReadOnlyList<QuarantinedStudy>> OfNewestAsync(IBlobStore store, CancellationToken cancellationToken) =>
        await DatasetVersions.HeadAsync(store, cancellationToken) is { } head ? await OfVersionAsync(store, head, cancellationToken) : [];

    private static async Task<IReadOnlyList<QuarantinedStudy>> OfVersionAsync(IBlobStore store, DatasetManifest version, CancellationToken cancellationToken) =>
        await VersionQuarantine.ReadAsync(store, version, cancellationToken).ToListAsync(cancellationToken);
}
