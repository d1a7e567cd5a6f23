using VividMed.Datasets.CtRate;
using VividMed.Datasets.Mimic;
using VividMed.Datasets.Own;
using VividMed.Phantoms.Radiographs;
using VividMed.Phantoms.Reporting;

namespace VividMed.Phantoms.Writing;

/// <summary>
/// Writes synthetic datasets in the two real layouts, <c>mimic-cxr</c> and <c>ct-rate</c>, with their ground truth. The same counts and
/// seed give the same bytes; a study depends on its number and the seed alone.
/// </summary>
public static class PhantomDataset
{
    /// <summary>
    /// Writes <paramref name="cxrCount"/> radiograph studies and <paramref name="ctCount"/> CT scans below <paramref name="root"/>, the mentions of
    /// their reports into gold.jsonl (of MR into gold-mr.jsonl), and truth.json last.
    /// </summary>
    public static Task<PhantomTruth> WriteAsync(
        string root, int cxrCount, int ctCount, int seed, IProgress<PhantomProgress>? progress = null,
        CancellationToken cancellationToken = default) => WriteAsync(root, new PhantomCounts(cxrCount, ctCount), seed, progress, cancellationToken);

    /// <summary>The same, and CT as DICOM series and MR in the layout of one's own data (<c>ct-csv</c>, <c>mr-csv</c>).</summary>
    public static async Task<PhantomTruth> WriteAsync(
        string root, PhantomCounts counts, int seed, IProgress<PhantomProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        var (cxrCount, ctCount, seriesCount) = (counts.Cxr, counts.Ct, counts.CtSeries);
        ArgumentOutOfRangeException.ThrowIfNegative(cxrCount, nameof(counts));
        ArgumentOutOfRangeException.ThrowIfNegative(ctCount, nameof(counts));
        ArgumentOutOfRangeException.ThrowIfNegative(seriesCount, nameof(counts));
        ArgumentOutOfRangeException.ThrowIfNegative(counts.Mr, nameof(counts));
        Directory.CreateDirectory(root);
        var done = 0;
        var radiographs = Enumerable.Range(0, cxrCount).Select(number => MimicPhantomStudy.Plan(number, seed)).ToArray();
        var radiographReports = new (PhantomTruthStudy Truth, string Report)[cxrCount];
        await EachAsync(
            cxrCount,
            number => radiographReports[number] = MimicPhantomWriter.WriteStudy(
                Path.Combine(root, MimicCxrDataset.DatasetName), radiographs[number], KindOf(number, counts.Radiographs)));
        if (cxrCount > 0) MimicPhantomWriter.WriteTables(Path.Combine(root, MimicCxrDataset.DatasetName), radiographs);

        var scans = new (CtRatePhantomScan Scan, PhantomTruthStudy Truth, PhantomReport Report)[ctCount];
        await EachAsync(ctCount, number =>
        {
            var scan = CtRatePhantomScan.Plan(number, seed);
            var (scanTruth, report) = CtRatePhantomWriter.WriteScan(Path.Combine(root, CtRateDataset.DatasetName), scan);
            scans[number] = (scan, scanTruth, report);
        });
        if (ctCount > 0) CtRatePhantomWriter.WriteTables(Path.Combine(root, CtRateDataset.DatasetName), scans);

        var series = new (PhantomTruthStudy Truth, PhantomReport Report)[seriesCount];
        await EachAsync(seriesCount, number => series[number] = SeriesPhantomWriter.WriteStudy(Path.Combine(root, CsvDataset.VolumeName), number, seed));
        if (seriesCount > 0) SeriesPhantomWriter.WriteTables(Path.Combine(root, CsvDataset.VolumeName), series);

        var heads = new (PhantomTruthStudy Truth, PhantomReport Report)[counts.Mr];
        await EachAsync(counts.Mr, number => heads[number] = MrPhantomWriter.WriteStudy(Path.Combine(root, CsvDataset.HeadName), number, seed));
        if (counts.Mr > 0) MrPhantomWriter.WriteTables(Path.Combine(root, CsvDataset.HeadName), heads);

        var reports = radiographReports
            .Concat(scans.Select(static scan => (scan.Truth, scan.Report.Text)))
            .Concat(series.Concat(heads).Select(static study => (study.Truth, study.Report.Text)))
            .OrderBy(static study => study.Item1.Dataset, StringComparer.Ordinal).ThenBy(static study => study.Item1.Study, StringComparer.Ordinal).ToArray();
        await PhantomGold.WriteAsync(root, reports, cancellationToken);
        var truth = new PhantomTruth(seed, [.. reports.Select(static study => study.Item1)]);
        await truth.SaveAsync(Path.Combine(root, PhantomTruth.FileName), cancellationToken);
        return truth;

        Task EachAsync(int count, Action<int> write) => Parallel.ForAsync(0, count, cancellationToken, (number, _) =>
        {
            write(number);
            progress?.Report(new PhantomProgress(Interlocked.Increment(ref done), counts.All));
            return ValueTask.CompletedTask;
        });
    }

    private static RadiographKind KindOf(int number, RadiographKinds kinds) =>
        kinds == RadiographKinds.Projected || (kinds == RadiographKinds.Mixed && number % 2 == 1) ? RadiographKind.Projected : RadiographKind.Drawn;
}

/// <summary>How radiographs come about.</summary>
public enum RadiographKinds
{
    /// <summary>All of them drawn.</summary>
    Drawn,

    /// <summary>All of them projected from bodies of three dimensions.</summary>
    Projected,

    /// <summary>Every second study projected, the others drawn as they would be alone.</summary>
    Mixed,
}

/// <summary>How many studies to write, and of which kind.</summary>
/// <param name="Cxr">Radiographs in the layout of MIMIC-CXR.</param>
/// <param name="Ct">CT in the layout of CT-RATE.</param>
/// <param name="CtSeries">CT as DICOM series.</param>
/// <param name="Radiographs">How the radiographs come about.</param>
/// <param name="Mr">MR of heads.</param>
public readonly record struct PhantomCounts(int Cxr, int Ct, int CtSeries = 0, RadiographKinds Radiographs = RadiographKinds.Drawn, int Mr = 0)
{
    public int All => Cxr + Ct + CtSeries + Mr;
}

/// <summary>How many studies of how many are written.</summary>
public sealed record PhantomProgress(int Done, int Total);
