using VividMed.Dashboard.Datasets;
using VividMed.Dashboard.Samples;
using VividMed.Datasets;
using VividMed.Datasets.Files;
using VividMed.Storage.Stores;
using VividMed.Workflows.Progress;

namespace VividMed.Dashboard.Quarantine;

/// <summary>
/// The files of studies in quarantine, read where the last run of their dataset read them: what can still be seen of them tells what to repair.
/// No study that is not in quarantine is ever opened.
/// </summary>
internal sealed class SetAsideStudies(KnownStores stores, QuarantineList quarantine, DurableTaskClient client, StorageCredentials credentials, TimeProvider time)
{
    private const int Most = 32;

    // A page asks for the study once, and once more for each of its images.
    private readonly Recent<SetAside?> _found = new(Most);

    /// <summary>The studies of a run, or of the newest version of a store.</summary>
    public async Task<IReadOnlyList<QuarantinedStudy>> ListAsync(KnownStore store, string? run, CancellationToken cancellationToken) =>
        run is { Length: > 0 } && await RunMonitor.ReadAsync(client, run, cancellationToken) is { } snapshot && snapshot.Request.Out == store.Address
            ? await quarantine.ReadAsync(snapshot, cancellationToken)
            : await QuarantineList.OfNewestAsync(stores.Open(store), cancellationToken);

    /// <summary>Null where the study is not in quarantine there.</summary>
    /// <exception cref="DatasetException">The dataset's tables cannot be read.</exception>
    public Task<SetAside?> FindAsync(KnownStore store, string? run, string study, CancellationToken cancellationToken)
    {
        // Kept for a minute: files are about to be repaired, and whoever looks again wants to see it.
        var minute = time.GetUtcNow().Ticks / TimeSpan.TicksPerMinute;
        return _found.GetAsync($"{store.Address}\n{run}\n{study}\n{minute}", () => ReadAsync(store, run, study), cancellationToken);
    }

    private async Task<SetAside?> ReadAsync(KnownStore store, string? run, string study)
    {
        if ((await ListAsync(store, run, CancellationToken.None)).FirstOrDefault(known => known.Study == study) is not { } known) return null;
        var dataset = DatasetSource.Open(store.Dataset, store.Latest.Root, credentials);
        var selection = store.Latest.Select() with { Ids = new HashSet<string>(StringComparer.Ordinal) { study }, Splits = [], Limit = null };
        return new SetAside(known, dataset, await dataset.ListStudiesAsync(selection, CancellationToken.None).FirstOrDefaultAsync(found => found.Id == study));
    }
}

/// <summary>A study in quarantine.</summary>
/// <param name="Files">What the dataset's tables have of it; null where they do not name it any more.</param>
internal sealed record SetAside(QuarantinedStudy Why, IDataset Dataset, Study? Files);
