using System.Collections.Concurrent;
using VividMed.Storage.Stores;
using VividMed.Workflows.Orchestrations;
using VividMed.Workflows.Progress;
using VividMed.Workflows.Requests;

namespace VividMed.Dashboard.Datasets;

/// <summary>A store that runs of the hub wrote to.</summary>
/// <param name="Address">As the runs were told; it holds no secret.</param>
/// <param name="Latest">The newest run's request.</param>
/// <param name="LatestRun">That run's name.</param>
/// <param name="Runs">How many runs wrote there.</param>
public sealed record KnownStore(string Address, SynthesisRequest Latest, string LatestRun, int Runs)
{
    public string Dataset => Latest.Dataset;
}

/// <summary>The stores that the hub's runs write to. No other is ever opened from a page, whatever its address says.</summary>
internal sealed class KnownStores(InstanceFinder find, StorageCredentials credentials, TimeProvider time)
{
    private const int PageSize = 500;
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, IBlobStore> _open = new(StringComparer.Ordinal);
    private (DateTimeOffset Until, IReadOnlyList<KnownStore> Stores) _known;

    /// <summary>The one that was written to last comes first.</summary>
    public async Task<IReadOnlyList<KnownStore>> ListAsync(CancellationToken cancellationToken)
    {
        // That nothing was written is never kept: whoever starts a hub's first run looks for it within seconds.
        if (_known is (var until, { Count: > 0 } stores) && until > time.GetUtcNow()) return stores;
        return await ReadAsync(cancellationToken);
    }

    /// <summary>One of them by its address; null for any other.</summary>
    public async Task<KnownStore?> FindAsync(string? address, CancellationToken cancellationToken) =>
        // A place that is not known yet may be that of a run that began since the hub was asked.
        Named(await ListAsync(cancellationToken), address) ?? Named(await ReadAsync(cancellationToken), address);

    public IBlobStore Open(KnownStore store) => _open.GetOrAdd(store.Address, address => BlobStoreFactory.Open(address, credentials));

    private static KnownStore? Named(IReadOnlyList<KnownStore> stores, string? address) =>
        stores.FirstOrDefault(store => string.IsNullOrEmpty(address) || store.Address == address);

    private async Task<IReadOnlyList<KnownStore>> ReadAsync(CancellationToken cancellationToken)
    {
        var found = new List<KnownStore>();
        var (read, total) = (0, 0);
        do
        {
            var page = await find(
                new InstanceQuestion { Names = [nameof(SynthesizeDataset)], Offset = read, Count = PageSize, Inputs = true }, cancellationToken);
            foreach (var run in page.Instances) Take(found, run);
            (read, total) = (read + page.Instances.Count, page.Instances.Count == 0 ? 0 : page.Total);
        }
        while (read < total);

        _known = (time.GetUtcNow() + Kept, found);
        return found;
    }

    private static void Take(List<KnownStore> found, OrchestrationMetadata run)
    {
        if (run.SerializedInput is null || run.ReadInputAs<SynthesisState>()?.Request is not { } request) return;
        var at = found.FindIndex(store => store.Address == request.Out);
        if (at < 0) found.Add(new(request.Out, request, run.InstanceId, 1));
        else found[at] = found[at] with { Runs = found[at].Runs + 1 };
    }
}
