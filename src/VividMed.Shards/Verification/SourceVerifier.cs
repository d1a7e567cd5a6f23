using System.Collections.Concurrent;
using VividMed.Datasets;
using VividMed.Datasets.Identity;
using VividMed.Datasets.Inputs;
using VividMed.Shards.Buckets;
using VividMed.Shards.Quality;
using VividMed.Shards.Versions;
using VividMed.Storage.Stores;
using VividMed.Storage.Streams;
using VividMed.Taxonomy;

namespace VividMed.Shards.Verification;

/// <summary>
/// Holds what a version says its studies were made from against the sources as they are now. Every report and image is read anew, for the
/// source index knows only lengths and times. Studies that the version does not have are no trouble: the next run takes them.
/// </summary>
public sealed class SourceVerifier(IBlobStore store, IDataset dataset)
{
    private readonly ConcurrentDictionary<string, Expected> _expected = new(StringComparer.Ordinal);
    private readonly ProblemList _problems = new();
    private int _studies;

    /// <summary>
    /// Finds <c>source-changed</c> and <c>source-missing</c>; use an instance once. A version of layout 1 does not say what it was made from
    /// (<c>no-inputs</c>), and a store may hold another kind of dataset (<c>other-dataset</c>).
    /// </summary>
    public async Task<SourceReport> VerifyAsync(
        int version, IProgress<CountedWork>? progress = null, CancellationToken cancellationToken = default)
    {
        var manifest = await DatasetManifest.LoadAsync(store, version, cancellationToken);
        var identity = await DatasetIdentity.FindAsync(store, cancellationToken);
        if (manifest.Schema < DatasetManifest.SchemaVersion || identity is null)
        {
            throw new ShardException("no-inputs", $"version {version} is of an older layout, which does not say what its samples were made from: --sources cannot be held against it");
        }

        if (manifest.Dataset != dataset.Name)
        {
            throw new ShardException("other-dataset", $"{store.DisplayName} holds the dataset {manifest.Dataset}, not {dataset.Name}");
        }

        await ExpectAsync(manifest, cancellationToken);
        var all = _expected.Count;
        var options = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(dataset.ListStudiesAsync(identity.Selection.OfAll(), cancellationToken), options, async (study, stop) =>
        {
            if (!_expected.TryRemove(study.Id, out var expected)) return;
            if (study.Exclusion is { } reason) Add("source-missing", $"takes no part any more: {reason}", expected);
            // A split that the dataset deals is no source: near-duplicates may have been put together since.
            else await VerifyAsync(dataset.DealsSplits ? study with { Split = expected.Split } : study, expected, stop);
            progress?.Report(new CountedWork(Interlocked.Increment(ref _studies), all));
        });
        foreach (var gone in _expected.Values.OrderBy(static expected => expected.Study.Study, StringComparer.Ordinal))
        {
            Add("source-missing", "is not among the studies of the sources any more", gone);
        }

        return new SourceReport(all, _problems.Count, _problems.Listed);
    }

    private async Task ExpectAsync(DatasetManifest manifest, CancellationToken cancellationToken)
    {
        foreach (var bucket in manifest.Buckets)
        {
            var name = BucketStore.NameOf(bucket.Split, bucket.Key);
            // A mark that is missing or damaged is reported by who verifies the version itself.
            if (await BucketStore.TryReadAsync(store, bucket.Split, bucket.Key, cancellationToken) is not { } mark) continue;
            foreach (var study in mark.Studies) _expected[study.Study] = new Expected(study, mark.Split, name);
        }
    }

    private async Task VerifyAsync(Study study, Expected expected, CancellationToken cancellationToken)
    {
        string? missing = null;
        var report = await TryAsync(study.Report?.Name ?? "its report", async () => (await dataset.LoadReportAsync(study, cancellationToken)).Sha256);
        var images = new List<string>(study.Images.Count);
        foreach (var image in study.Images)
        {
            images.Add(await TryAsync(image.Path, async () =>
            {
                await using var file = dataset.OpenImage(image);
                return await Sha256.OfAsync(file, cancellationToken);
            }) ?? UnreadFile.Digest);
        }

        // A report that was of no use is known by its state, even where it can be read.
        string[] reports = report is null ? [UnreadFile.DigestOf(study.Report)] : [report, UnreadFile.DigestOf(study.Report)];
        if (reports.Any(digest => StudyInput.DigestOf(study, digest, images, expected.Study.Replays) == expected.Study.Input)) return;
        missing ??= study.LeftOut.FirstOrDefault(static image => image.Reason == "missing-file")?.Id;
        if (missing is null) Add("source-changed", "the report, an image or what the tables say of it is another than when the version was made", expected);
        else Add("source-missing", $"{missing} is not there any more", expected);

        async Task<string?> TryAsync(string name, Func<Task<string>> read)
        {
            try
            {
                return await read();
            }
            catch (Exception gone) when (gone is DatasetException or IOException or UnauthorizedAccessException or InvalidDataException)
            {
                var isGone = gone is ReasonException { Code: "missing-file" or "missing-report" } or FileNotFoundException or DirectoryNotFoundException;
                if (isGone) missing ??= name;
                return null;
            }
        }
    }

    private void Add(string code, string message, Expected expected)
    {
        lock (_problems) _problems.Add(code, message, expected.Mark, expected.Study.Study);
    }

    private sealed record Expected(BucketStudy Study, string Split, string Mark);
}

/// <summary>How many studies were held against the sources, and what was found; at most <see cref="ShardVerifier.MostProblems"/> are listed.</summary>
public sealed record SourceReport(int Studies, int ProblemCount, IReadOnlyList<ShardProblem> Problems)
{
    /// <summary>Whether the sources are as they were.</summary>
    public bool IsSound => ProblemCount == 0;
}
