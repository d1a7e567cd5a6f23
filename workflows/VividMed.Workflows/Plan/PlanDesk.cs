using VividMed.Datasets.Inputs;
using VividMed.Grounding.Review;
using VividMed.Shards.Buckets;
using VividMed.Storage.Stores;
using VividMed.Workflows.Resources;

namespace VividMed.Workflows.Plan;

/// <summary>
/// Decides of each planned bucket whether it stands, with what reviewers have corrected since, and writes the others down as work, in the
/// order in which they come.
/// </summary>
internal sealed class PlanDesk(RunFolder folder, string recipe, ReviewConsensus reviews)
{
    /// <summary>Buckets looked at together: a store's answer takes longer than dealing the next ones.</summary>
    private const int Together = 16;

    private readonly List<BucketPlace> _standing = [];
    private readonly SortedDictionary<string, int> _reasons = new(StringComparer.Ordinal);

    public IBlobStore Store => folder.Store;

    public IReadOnlyList<BucketPlace> Standing => _standing;

    public int StandingWritten { get; private set; }

    public int StandingQuarantined => _reasons.Values.Sum();

    /// <summary>What standing buckets have lost, by reason code.</summary>
    public IReadOnlyDictionary<string, int> StandingReasons => _reasons;

    /// <summary>Buckets to be worked on.</summary>
    public int Partitions { get; private set; }

    /// <summary>What working on them will take.</summary>
    public PlanNeeds Needs { get; } = new();

    /// <summary>Studies in all buckets.</summary>
    public int Studies { get; private set; }

    public async Task TakeAsync(IAsyncEnumerable<PlannedBucket> buckets, CancellationToken cancellationToken)
    {
        await foreach (var some in buckets.Chunk(Together).WithCancellation(cancellationToken))
        {
            var reviewed = Array.ConvertAll(some, Review);
            var marks = await Task.WhenAll(reviewed.Select(bucket => FindAsync(bucket, cancellationToken)));
            var writing = new List<Task>();
            foreach (var (bucket, mark) in reviewed.Zip(marks))
            {
                Studies += bucket.Studies.Count;
                if (mark is not null) Stand(mark);
                else Work(bucket, writing, cancellationToken);
            }

            await Task.WhenAll(writing);
        }
    }

    private PlannedBucket Review(PlannedBucket bucket) => reviews.CorrectedStudies == 0 ? bucket : bucket with
    {
        Studies = [.. bucket.Studies.Select(planned => reviews.CorrectionsOf(planned.Study.Id) is { Count: > 0 } own ? planned with { Corrections = own } : planned)],
    };

    private async Task<BucketMark?> FindAsync(PlannedBucket bucket, CancellationToken cancellationToken)
    {
        var lost = bucket.Before?.Quarantine.Where(static study => !study.Surroundings)
            .Select(static study => study.Study).ToHashSet(StringComparer.Ordinal) ?? [];
        var studies = bucket.Studies.Select(planned => Describe(planned, lost)).ToList();
        if (!studies.TrueForAll(static study => study.Input.Length > 0)) return null;
        var key = BucketKey.Of(recipe, bucket.Split, studies);
        // Most buckets are as they were, and their marks have just been read.
        return bucket.Before is { } before && before.Key == key
            ? await BucketStore.IsWholeAsync(folder.Store, before, cancellationToken) ? before : null
            : await BucketStore.FindWholeAsync(folder.Store, bucket.Split, key, cancellationToken);
    }

    /// <summary>The study as a bucket's key has it; its input is empty while a file of it is unknown.</summary>
    /// <param name="lost">Studies that the bucket has lost: of a report that could not be read nobody has a digest, but it is known by its state.</param>
    private static BucketStudy Describe(PlannedStudy planned, HashSet<string> lost)
    {
        var (study, replays) = planned;
        var report = study.Report?.Sha256
            ?? (study.Report is { Stamp.Length: > 0 } && lost.Contains(study.Id) ? UnreadFile.DigestOf(study.Report) : null);
        var known = report is not null && study.Images.All(static image => image.Sha256 is not null);
        return new BucketStudy(
            study.Id,
            known ? StudyInput.DigestOf(study, report!, [.. study.Images.Select(static image => image.Sha256!)], replays, planned.Verdict) : "",
            replays)
        {
            Verdict = planned.Verdict,
        };
    }

    private void Stand(BucketMark mark)
    {
        _standing.Add(new BucketPlace(mark.Split, mark.Key));
        StandingWritten += (int)mark.Statistics.Samples;
        foreach (var study in mark.Quarantine) _reasons[study.Reason] = _reasons.GetValueOrDefault(study.Reason) + 1;
    }

    private void Work(PlannedBucket bucket, List<Task> writing, CancellationToken cancellationToken)
    {
        foreach (var planned in bucket.Studies) Needs.Add(planned.Study);
        writing.Add(folder.WriteWorkAsync(Partitions++, WorkOn(bucket), cancellationToken));
    }

    private static PartitionWork WorkOn(PlannedBucket bucket) => new(
        bucket.Split,
        bucket.Studies,
        [.. bucket.Before?.Quarantine.Select(static study => study.Study) ?? []],
        bucket is { IsRetry: true, Before: { } before } ? new BucketPlace(before.Split, before.Key) : null);
}
