using VividMed.Shards.Versions;
using VividMed.Storage.Stores;

namespace VividMed.Training.VisionLanguage.Data;

/// <summary>
/// Buckets with their studies at the network's resolution, prepared in the background, one at a time and before they are asked for. The longest unused
/// go when they take more than a bound; those in use and foreseen stay. For one consumer.
/// </summary>
/// <param name="most">bytes of prepared studies</param>
internal sealed class PreparedBuckets(StudyPreparer preparer, long most) : IAsyncDisposable
{
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _turn = new(1);
    private readonly CancellationTokenSource _end = new();
    private long _used;

    /// <summary>A bucket and the store that it lies in.</summary>
    public sealed record Key(IBlobStore Store, BucketEntry Bucket);

    /// <summary>
    /// The study that stands so far from the bucket's first; null for a sample without an image. Of a bucket that nobody has foreseen it is read alone:
    /// a training that goes on in the middle of an epoch waits for the studies of its step, not for those of a whole window.
    /// </summary>
    public async Task<TrainingStudy?> GetAsync(Key key, int at, CancellationToken cancellationToken)
    {
        if (_entries.GetValueOrDefault(key.Bucket.Key) is not { IsWorthWaiting: true } entry) return await ReadAloneAsync(key, at, cancellationToken);
        entry.LastUse = ++_used;
        return (await entry.Studies.WaitAsync(cancellationToken)).ElementAtOrDefault(at);
    }

    /// <summary>Begins to prepare what is in use and then what will be asked for soon, and lets go of what is neither, as far as the bound asks for it.</summary>
    public void Foresee(IReadOnlyList<Key> now, IReadOnlyList<Key> soon)
    {
        foreach (var key in now) Begin(key, foreseen: false);
        foreach (var key in soon) Begin(key, foreseen: true);
        Trim(now.Concat(soon).Select(static key => key.Bucket.Key).ToHashSet(StringComparer.Ordinal));
    }

    /// <summary>Ends what is still being prepared.</summary>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        foreach (Task preparing in _entries.Values.Select(static entry => entry.Studies)) await preparing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _end.Dispose();
        _turn.Dispose();
    }

    private void Begin(Key key, bool foreseen)
    {
        if (_entries.TryGetValue(key.Bucket.Key, out var known) && !known.Studies.IsFaulted && !known.Studies.IsCanceled) return;
        _entries[key.Bucket.Key] = new Entry(Task.Run(() => PrepareAsync(key, _end.Token), _end.Token), foreseen) { LastUse = ++_used };
    }

    private async Task<TrainingStudy?> ReadAloneAsync(Key key, int at, CancellationToken cancellationToken)
    {
        var read = 0;
        await foreach (var stored in VersionReader.ReadAsync(key.Store, key.Bucket, _ => read == at, cancellationToken))
        {
            if (read++ == at) return preparer.Prepare(stored);
        }

        return null;
    }

    private async Task<IReadOnlyList<TrainingStudy?>> PrepareAsync(Key key, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var studies = new List<TrainingStudy?>();
            await foreach (var stored in VersionReader.ReadAsync(key.Store, key.Bucket, withImages: true, cancellationToken)) studies.Add(preparer.Prepare(stored));
            return studies;
        }
        finally
        {
            _turn.Release();
        }
    }

    private void Trim(HashSet<string> wanted)
    {
        var ready = _entries.Where(static entry => entry.Value.Studies.IsCompletedSuccessfully).ToList();
        var bytes = ready.Sum(static entry => entry.Value.Bytes);
        foreach (var (key, entry) in ready.Where(entry => !wanted.Contains(entry.Key)).OrderBy(static entry => entry.Value.LastUse))
        {
            if (bytes <= most) return;
            bytes -= entry.Bytes;
            _entries.Remove(key);
        }
    }

    private sealed class Entry(Task<IReadOnlyList<TrainingStudy?>> studies, bool foreseen)
    {
        private long? _bytes;

        public Task<IReadOnlyList<TrainingStudy?>> Studies => studies;

        /// <summary>Ready, or begun so early that it soon will be.</summary>
        public bool IsWorthWaiting => studies.IsCompletedSuccessfully || (foreseen && !studies.IsCompleted);

        public long LastUse { get; set; }

        /// <summary>Of a bucket that is ready.</summary>
        public long Bytes => _bytes ??= studies.Result.Sum(static study => study?.Size ?? 0);
    }
}
