using VividMed.Datasets.CtRate;
using VividMed.Datasets.Mimic;
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
    /// their reports into gold.jsonl, and truth.json last.
    /// </summary>
    public static async Task<PhantomTruth> WriteAsync(
        string root, int cxrCount, int ctCount, int seed, IProgress<PhantomProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(cxrCount);
        ArgumentOutOfRangeException.ThrowIfNegative(ctCount);
        Directory.CreateDirectory(root);
        var done = 0;
        var radiographs = Enumerable.Range(0, cxrCount).Select(number => MimicPhantomStudy.Plan(number, seed)).ToArray();
        var radiographReports = new (PhantomTruthStudy Truth, string Report)[cxrCount];
        await EachAsync(
            cxrCount,
            number => radiographReports[number] = MimicPhantomWriter.WriteStudy(Path.Combine(root, MimicCxrDataset.DatasetName), radiographs[number]));
        if (cxrCount > 0) MimicPhantomWriter.WriteTables(Path.Combine(root, MimicCxrDataset.DatasetName), radiographs);

        var scans = new (CtRatePhantomScan Scan, PhantomTruthStudy Truth, PhantomReport Report)[ctCount];
        await EachAsync(ctCount, number =>
        {
            var scan = CtRatePhantomScan.Plan(number, seed);
            var (scanTruth, report) = CtRatePhantomWriter.WriteScan(Path.Combine(root, CtRateDataset.DatasetName), scan);
            scans[number] = (scan, scanTruth, report);
        });
        if (ctCount > 0) CtRatePhantomWriter.WriteTables(Path.Combine(root, CtRateDataset.DatasetName), scans);

        var reports = radiographReports.Concat(scans.Select(static scan => (scan.Truth, scan.Report.Text)))
            .OrderBy(static study => study.Item1.Dataset, StringComparer.Ordinal).ThenBy(static study => study.Item1.Study, StringComparer.Ordinal).ToArray();
        await PhantomGold.SaveAsync(root, reports, cancellationToken);
        var truth = new PhantomTruth(seed, [.. reports.Select(static study => study.Item1)]);
        await truth.SaveAsync(Path.Combine(root, PhantomTruth.FileName), cancellationToken);
        return truth;

        Task EachAsync(int count, Action<int> write) => Parallel.ForAsync(0, count, cancellationToken, (number, _) =>
        {
            write(number);
            progress?.Report(new PhantomProgress(Interlocked.Increment(ref done), cxrCount + ctCount));
            return ValueTask.CompletedTask;
        });
    }
}

/// <summary>How many studies of how many are written.</summary>
public sealed record PhantomProgress(int Done, int Total);
