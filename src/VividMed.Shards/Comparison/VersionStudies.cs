using VividMed.Datasets;
using VividMed.Shards.Archives;
using VividMed.Shards.Buckets;
using VividMed.Shards.Versions;
using VividMed.Storage.Stores;

namespace VividMed.Shards.Comparison;

/// <summary>Every study of a version by its id: sample, quarantined or excluded. As the marks tell it; where there is none, the records.</summary>
internal sealed class VersionStudies
{
    private const int Readers = 16;

    private readonly Dictionary<string, StudyState> _samples = new(StringComparer.Ordinal);
    private readonly Dictionary<string, QuarantinedStudy> _quarantine = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _excluded = new(StringComparer.Ordinal);

    private VersionStudies(DatasetManifest manifest) => Manifest = manifest;

    public DatasetManifest Manifest { get; }

    public IReadOnlyDictionary<string, StudyState> Samples => _samples;

    public IReadOnlyDictionary<string, QuarantinedStudy> Quarantine => _quarantine;

    /// <summary>Reason codes.</summary>
    public IReadOnlyDictionary<string, string> Excluded => _excluded;

    public static async Task<VersionStudies> ReadAsync(IBlobStore store, int version, CancellationToken cancellationToken)
    {
        var studies = new VersionStudies(await DatasetManifest.LoadAsync(store, version, cancellationToken));
        foreach (var some in studies.Manifest.Buckets.Chunk(Readers))
        {
            var marks = await Task.WhenAll(some.Select(bucket => BucketStore.TryReadAsync(store, bucket.Split, bucket.Key, cancellationToken)));
            foreach (var (bucket, mark) in some.Zip(marks))
            {
                if (mark is not null) studies.Add(mark);
                else await studies.AddAsync(VersionReader.ReadAsync(store, bucket, withImages: false, cancellationToken));
            }
        }

        if (studies.Manifest.Excluded is { } file)
        {
            foreach (var (study, reason) in await ExclusionList.ReadAsync(store, file, cancellationToken)) studies._excluded[study] = reason;
        }

        return studies;
    }

    private void Add(BucketMark mark)
    {
        foreach (var study in mark.Quarantine) _quarantine[study.Study] = study;
        foreach (var study in mark.Studies.Where(study => !_quarantine.ContainsKey(study.Study)))
        {
            _samples[study.Study] = new StudyState(mark.Split, study.Input, study.Replays, mark.Key) { Verdict = study.Verdict };
        }
    }

    private async Task AddAsync(IAsyncEnumerable<StoredSample> records)
    {
        await foreach (var (sample, _) in records) _samples[sample.Id] = new StudyState(sample.Split, Input: null, Replays: 0, Bucket: null);
    }
}

/// <summary>A study that is a sample of a version.</summary>
/// <param name="Input">The digest of what it is made from; null where nothing tells.</param>
/// <param name="Bucket">The key of the bucket whose studies' questions were balanced together; null where nothing tells.</param>
internal readonly record struct StudyState(string Split, string? Input, int Replays, string? Bucket)
{
    /// <summary>The digest of what its reviewers have corrected; null where they have not.</summary>
    public string? Verdict { get; init; }
}
