using System.Collections.Concurrent;
using VividMed.Datasets;
using VividMed.Datasets.Files;
using VividMed.Storage.Cache;
using VividMed.Storage.Stores;
using VividMed.Training.VisionLanguage.Data;
using VividMed.Workflows.Requests;

namespace VividMed.Workflows.Resources;

/// <summary>The stores and datasets of a worker process.</summary>
/// <param name="wrap">Puts something between a store and all that use it; null for nothing.</param>
public sealed class PipelineStores(StorageCredentials? credentials = null, Func<IBlobStore, IBlobStore>? wrap = null)
{
    private readonly ConcurrentDictionary<string, IBlobStore> _stores = new();
    private readonly ConcurrentDictionary<(string, string), IDataset> _datasets = new();
    private readonly ConcurrentDictionary<(string, long?), ContentCache> _caches = new();
    private readonly ConcurrentDictionary<string, RecentFiles> _recent = new();

    /// <summary>Which images of a dataset are phantoms.</summary>
    public PipelinePhantoms Phantoms { get; } = new(credentials);

    /// <summary>One store for each address in a process; nothing is contacted yet.</summary>
    public IBlobStore Open(string address) => _stores.GetOrAdd(address, address =>
    {
        var store = BlobStoreFactory.Open(address, credentials);
        return wrap is null ? store : wrap(store);
    });

    /// <summary>One dataset for each name and root in a process, so that what it has read of its tables serves all activities.</summary>
    public IDataset OpenDataset(SynthesisRequest request) =>
        _datasets.GetOrAdd((request.Dataset, request.Root), key => DatasetSource.Open(key.Item1, key.Item2, credentials));

    /// <summary>The intermediates of one plan of a run.</summary>
    public RunFolder OpenRun(SynthesisRequest request, string attempt) =>
        new(Open(request.Out), request.Run, attempt, _recent.GetOrAdd(request.Out, static _ => new RecentFiles()));

    /// <summary>What models said before, bounded where the run has a limit for it.</summary>
    public ContentCache OpenCache(SynthesisRequest request) => _caches.GetOrAdd(
        (request.Out, request.Options.CacheLimitBytes), (key, stores) => new ContentCache(stores.Open(key.Item1), limitBytes: key.Item2),
        this);

    /// <summary>In the job's order; manifests are not read yet.</summary>
    public IReadOnlyList<VersionSource> OpenVersions(TrainingJob job) =>
        [.. job.Versions.Select(version => new VersionSource(Open(version.Store), version.Version))];
}
