using VividMed.Datasets;
using VividMed.Shards.Versions;
using VividMed.Storage.Stores;
using VividMed.Workflows.Progress;
using VividMed.Workflows.Resources;

namespace VividMed.Dashboard.Samples;

/// <summary>Reads which studies of a run are in quarantine, and why.</summary>
/// <param name="credentials">How this process signs in to storage accounts; null takes what Azure.Identity finds.</param>
public sealed class QuarantineList(StorageCredentials? credentials = null)
{
    /// <summary>More than a person reads; the files in the store have all.</summary>
    private const int Limit = 200;

    public async Task<IReadOnlyList<QuarantinedStudy>> ReadAsync(RunSnapshot run, CancellationToken cancellationToken)
    {
        var store = BlobStoreFactory.Open(run.Request.Out, credentials);
        var studies = run.Result?.Version is { } version && DatasetLayout.VersionOf(version) is { } number
            ? VersionQuarantine.ReadAsync(store, await DatasetManifest.LoadAsync(store, number, cancellationToken), cancellationToken)
            : new RunFolder(store, run.Request.Run).QuarantineAsync(cancellationToken);
        return await studies.Take(Limit).ToListAsync(cancellationToken);
    }
}
