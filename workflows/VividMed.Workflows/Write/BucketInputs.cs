using VividMed.Datasets;
using VividMed.Datasets.Index;
using VividMed.Datasets.Inputs;
using VividMed.Shards.Buckets;
using VividMed.Storage.Streams;
using VividMed.Workflows.Plan;

namespace VividMed.Workflows.Write;

/// <summary>
/// The inputs of a partition's studies, whatever became of them: a study whose report could not be tagged has images that nobody has read
/// yet, and its repair is known by them too.
/// </summary>
internal sealed class BucketInputs(IDataset dataset, PartitionStages stages, TimeProvider time)
{
    private readonly Dictionary<string, string> _images = new(stages.Sources.Digests, StringComparer.Ordinal);
    /// <summary>Tables of one's own may give one file to several studies.</summary>
    private readonly Dictionary<string, SourceEntry> _read = stages.Sources.Read.DistinctBy(static entry => entry.Path, StringComparer.Ordinal)
        .ToDictionary(static entry => entry.Path, StringComparer.Ordinal);

    /// <summary>Files that were read in this run and may be known by their times from now on.</summary>
    public IReadOnlyList<SourceEntry> Read => [.. _read.Values];

    /// <summary>The studies in the order of their keys.</summary>
    public Task<IReadOnlyList<BucketStudy>> DescribeAsync(CancellationToken cancellationToken) =>
        DescribeAsync(static planned => planned.Replays, cancellationToken);

    /// <summary>Whether nothing but the number of replays tells the partition from a bucket.</summary>
    public async Task<bool> EqualAsync(BucketMark bucket, CancellationToken cancellationToken)
    {
        var replays = bucket.Studies.ToDictionary(static study => study.Study, static study => study.Replays, StringComparer.Ordinal);
        var studies = await DescribeAsync(planned => replays.GetValueOrDefault(planned.Study.Id), cancellationToken);
        return studies.ToHashSet().SetEquals(bucket.Studies);
    }

    private async Task<IReadOnlyList<BucketStudy>> DescribeAsync(Func<PlannedStudy, int> replays, CancellationToken cancellationToken)
    {
        var described = new List<BucketStudy>(stages.Work.Studies.Count);
        foreach (var planned in stages.Work.Studies)
        {
            var study = planned.Study;
            var images = new List<string>(study.Images.Count);
            foreach (var image in study.Images) images.Add(await DigestAsync(image, cancellationToken));
            var times = replays(planned);
            described.Add(new BucketStudy(study.Id, StudyInput.DigestOf(study, DigestReport(study), images, times, planned.Verdict), times) { Verdict = planned.Verdict });
        }

        return described;
    }

    /// <summary>Of the report as it was tagged, should it have changed since it was listed.</summary>
    private string DigestReport(Study study)
    {
        if (study.Report is not { } report) return UnreadFile.Digest;
        if (stages.Tagged.GetValueOrDefault(study.Id) is { } tagged)
        {
            if (tagged.ReportIsSettled) _read[report.Name] = new SourceEntry(report.Name, report.Bytes, report.Stamp, tagged.ReportSha256);
            return tagged.ReportSha256;
        }

        return report.Sha256 ?? UnreadFile.DigestOf(report);
    }

    private async Task<string> DigestAsync(StudyImage image, CancellationToken cancellationToken)
    {
        if (_images.TryGetValue(image.Path, out var digest)) return digest;
        if (image.Sha256 is { } known) return known;
        var readAt = time.GetUtcNow();
        try
        {
            await using var file = dataset.OpenImage(image);
            digest = await Sha256.OfAsync(file, cancellationToken);
        }
        catch (Exception gone) when (gone is DatasetException or IOException or UnauthorizedAccessException or InvalidDataException)
        {
            return _images[image.Path] = UnreadFile.Digest;
        }

        if (SourceClock.IsSettled(image.Stamp, readAt)) _read[image.Path] = new SourceEntry(image.Path, image.Bytes, image.Stamp, digest);
        return _images[image.Path] = digest;
    }
}
