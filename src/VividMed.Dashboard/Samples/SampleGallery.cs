using System.Collections.Concurrent;
using VividMed.Imaging.Png;
using VividMed.Shards.Archives;
using VividMed.Shards.Pictures;
using VividMed.Shards.Versions;
using VividMed.Storage.Stores;
using VividMed.Workflows.Progress;

namespace VividMed.Dashboard.Samples;

/// <summary>The first samples of a run's committed version. Only stores that the hub's runs write to are ever opened.</summary>
/// <param name="credentials">How this process signs in to storage accounts; null takes what Azure.Identity finds.</param>
public sealed class SampleGallery(DurableTaskClient client, StorageCredentials? credentials = null)
{
    private const int Limit = 24;

    private readonly ConcurrentDictionary<string, Lazy<Task<IReadOnlyList<StoredSample>?>>> _versions = new();

    /// <summary>The samples to show, or null while nothing is committed.</summary>
    public async Task<IReadOnlyList<SampleCard>?> ListAsync(string run, CancellationToken cancellationToken) =>
        (await SamplesAsync(run, cancellationToken))?.Select(stored => new SampleCard(
            stored.Sample.Id, stored.Sample.Split, stored.Sample.Phrases.Count,
            stored.Sample.Phrases.Count(phrase => phrase.Regions.Count > 0))).ToList();

    /// <summary>A sample's picture as PNG, or null when it is not one of those shown.</summary>
    /// <param name="key">The key of the sample's id, which unlike the id is safe in an address.</param>
    public async Task<byte[]?> PaintAsync(string run, string key, CancellationToken cancellationToken)
    {
        if ((await SamplesAsync(run, cancellationToken))?.FirstOrDefault(stored => SampleKey.Of(stored.Sample.Id) == key) is not { } stored)
        {
            return null;
        }

        using var png = new MemoryStream();
        PngCodec.WriteRgb(png, SamplePicture.Paint(stored));
        return png.ToArray();
    }

    private async Task<IReadOnlyList<StoredSample>?> SamplesAsync(string run, CancellationToken cancellationToken)
    {
        // A committed version never changes, so it is read once for all who look, whoever of them leaves meanwhile. A missing one may come,
        // and a store that failed may answer again: neither is kept.
        var reading = _versions.GetOrAdd(run, name => new(() => ReadAsync(name))).Value;
        try
        {
            return await reading.WaitAsync(cancellationToken);
        }
        finally
        {
            if (reading.IsCompleted && !(reading.IsCompletedSuccessfully && reading.Result is not null)) _versions.TryRemove(run, out _);
        }
    }

    private async Task<IReadOnlyList<StoredSample>?> ReadAsync(string run)
    {
        if (await RunMonitor.ReadAsync(client, run, CancellationToken.None) is not { Result.Version: { } folder } snapshot) return null;
        var store = BlobStoreFactory.Open(snapshot.Request.Out, credentials);
        var version = DatasetLayout.VersionOf(folder)!.Value;
        var samples = new List<StoredSample>();
        await foreach (var sample in VersionReader.ReadAsync(store, version, withImages: true, CancellationToken.None))
        {
            samples.Add(sample);
            if (samples.Count == Limit) break;
        }

        return samples;
    }
}

/// <summary>A sample in the gallery.</summary>
public sealed record SampleCard(string Id, string Split, int Phrases, int Grounded);
