using System.Diagnostics;

namespace VividMed.Bench.Reports;

/// <summary>One pass over the corpus: wall seconds, findings, bytes allocated by the work itself, and the heap at ten points on the way.</summary>
internal sealed record Measurement(double Seconds, long Findings, double BytesPerReport, double HeapLeastMiB, double HeapMostMiB)
{
    private const int Batch = 4_096;
    private const int Checkpoints = 10;

    /// <summary>
    /// Runs <paramref name="work"/> over every report with so many threads. Reports are made batch by batch, outside the clock and outside the
    /// count of allocated bytes, so that the corpus never lies in memory.
    /// </summary>
    public static Measurement Take(int count, int threads, int seed, Func<string, int> work)
    {
        var watch = new Stopwatch();
        var (findings, bytes) = (0L, 0L);
        var (least, most) = (double.MaxValue, 0.0);
        var batches = (count + Batch - 1) / Batch;
        for (var batch = 0; batch < batches; batch++)
        {
            var reports = Enumerable.Range(batch * Batch, Math.Min(Batch, count - (batch * Batch))).Select(index => SyntheticReports.Create(seed, index)).ToArray();
            var before = GC.GetTotalAllocatedBytes(precise: true);
            watch.Start();
            Parallel.ForEach(reports, new ParallelOptions { MaxDegreeOfParallelism = threads }, report => Interlocked.Add(ref findings, work(report)));
            watch.Stop();
            bytes += GC.GetTotalAllocatedBytes(precise: true) - before;
            if (batch % Math.Max(1, batches / Checkpoints) != 0) continue;
            var heap = GC.GetTotalMemory(forceFullCollection: true) / (1024.0 * 1024);
            (least, most) = (Math.Min(least, heap), Math.Max(most, heap));
        }

        return new(watch.Elapsed.TotalSeconds, findings, (double)bytes / count, least, most);
    }
}
