using VividMed.Shards.Versions;
using VividMed.Taxonomy;
using VividMed.Training.VisionLanguage.Contracts;

namespace VividMed.Training.VisionLanguage.Data;

/// <summary>
/// The studies of each training step, read from the shards as they are needed: a window of buckets at a time, the next one while the network works.
/// Which studies a step sees follows from (seed, stage, step) alone, so it is the same after a crash. What is prepared stays in memory up to a
/// bound; a small version is read once.
/// </summary>
internal sealed class StudyStream : IStudySource
{
    private readonly List<Source> _sources;
    private readonly PreparedBuckets _prepared;
    private readonly TrainingOptions _options;
    private readonly int _stage;
    private readonly long[] _drawn;
    private int _step = 1;

    private StudyStream(List<Source> sources, PreparedBuckets prepared, TrainingOptions options, int stage)
    {
        (_sources, _prepared, _options, _stage) = (sources, prepared, options, stage);
        _drawn = new long[sources.Count];
    }

    /// <summary>Studies of the split that are seen in one epoch.</summary>
    public long Count => _sources.Sum(static source => source.Order.Count);

    /// <summary>The larger grid of the modalities that are seen.</summary>
    public ImageGrid LargestGrid(NetworkOptions network) =>
        _sources.Select(source => ImageGrid.For(source.Modality.IsVolume() ? network.VolumeDepth : 1, network)).MaxBy(static grid => grid.Count);

    /// <summary>Reads the first record of each source, to know its modality. <c>no-training-samples</c> where the split has none.</summary>
    public static async Task<StudyStream> OpenAsync(
        IReadOnlyList<LoadedVersion> versions, string split, PreparedBuckets prepared, TrainingOptions options, int stage, CancellationToken cancellationToken)
    {
        var sources = new List<Source>();
        foreach (var version in versions)
        {
            var buckets = version.BucketsOf(split);
            if (buckets.Count == 0) continue;
            var first = await VersionReader.ReadAsync(version.Store, buckets[0], withImages: false, cancellationToken).FirstAsync(cancellationToken);
            var order = new EpochOrder([.. buckets.Select(static bucket => (int)bucket.Samples)], options.Window, options.Seed + (1_000 * stage) + sources.Count);
            sources.Add(new Source(version, buckets, first.Sample.Modality, order));
        }

        return sources.Count > 0
            ? new StudyStream(sources, prepared, options, stage)
            : throw new TrainingException("no-training-samples", $"The version has no samples in its split {split}.");
    }

    /// <summary>
    /// The studies of a step, in order: of one source, fewer than asked for where samples have no image. Steps are asked for in rising order.
    /// </summary>
    public async Task<IReadOnlyList<TrainingStudy>> TakeAsync(int step, CancellationToken cancellationToken)
    {
        for (; _step < step; _step++) _drawn[Pick(_step)] += _options.Batch;
        var source = _sources[Pick(step)];
        var first = _drawn[Pick(step)];
        var studies = new List<TrainingStudy>();
        for (var i = 0; i < _options.Batch; i++)
        {
            var (window, place) = source.Order.Find(first + i);
            if (await FindAsync(source, window, window.Order[place], cancellationToken) is { } study) studies.Add(study);
        }

        // Not before: what the step itself needs is read first where nothing is prepared yet.
        var last = source.Order.Find(first + _options.Batch - 1).Window;
        _prepared.Foresee(source.Keys(last), source.Keys(source.Order.After(last)));
        return studies;
    }

    /// <summary>The study of a window that is so far from the first one of its first bucket.</summary>
    private async Task<TrainingStudy?> FindAsync(Source source, EpochWindow window, int at, CancellationToken cancellationToken)
    {
        foreach (var bucket in window.Buckets)
        {
            var size = (int)source.Buckets[bucket].Samples;
            if (at < size) return await _prepared.GetAsync(source.Key(bucket), at, cancellationToken);
            at -= size;
        }

        return null;
    }

    /// <summary>Which source a step draws from: modalities by their weight, and of one modality sources by their size.</summary>
    private int Pick(int step)
    {
        var at = new SeededRandom(_options.Seed, _stage, step, -1).NextDouble();
        for (var i = 0; i < _sources.Count - 1; i++)
        {
            at -= Share(_sources[i]);
            if (at < 0) return i;
        }

        return _sources.Count - 1;
    }

    private double Share(Source source)
    {
        var modalities = _sources.Select(static one => one.Modality).Distinct().Sum(WeightOf);
        var alike = _sources.Where(one => one.Modality == source.Modality).Sum(static one => one.Order.Count);
        return WeightOf(source.Modality) / modalities * source.Order.Count / alike;
    }

    private double WeightOf(Modality modality) => modality.IsVolume() ? _options.VolumeWeight : 1;

    private sealed record Source(LoadedVersion Version, IReadOnlyList<BucketEntry> Buckets, Modality Modality, EpochOrder Order)
    {
        public PreparedBuckets.Key Key(int bucket) => new(Version.Store, Buckets[bucket]);

        public IReadOnlyList<PreparedBuckets.Key> Keys(EpochWindow window) => [.. window.Buckets.Select(Key)];
    }
}
