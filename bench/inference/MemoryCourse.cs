using System.Diagnostics;
using VividMed.Workflows.Localize;

namespace VividMed.Bench.Inference;

/// <summary>Memory of the process after each of a run's localize activities, one after the other as a worker has them: what is alive, and what the system gave.</summary>
internal static class MemoryCourse
{
    private const int PartitionSize = 64;

    public static async Task<int> RunAsync(string models, int studies, CancellationToken cancellationToken)
    {
        using var scene = await Scene.OpenAsync(models, studies, cancellationToken);
        var samples = new List<(double Resident, double Alive)>();
        foreach (var (partition, listed) in await scene.TaggedAsync("phantom-dino-mini", PartitionSize))
        {
            cancellationToken.ThrowIfCancellationRequested();
            await new LocalizeStudies(scene.Environment).RunAsync(null!, partition);
            samples.Add((Resident(), GC.GetTotalMemory(forceFullCollection: true) / 1048576.0));
            Console.Out.WriteLine(FormattableString.Invariant($"activity {samples.Count} of {listed.Count} studies: resident {samples[^1].Resident:F0} MiB, alive {samples[^1].Alive:F1} MiB"));
        }

        // Buffers are pooled by size and thread, so the first activities fill the pools.
        var (early, late) = (samples[..(samples.Count / 2)], samples[(samples.Count / 2)..]);
        Figure.Write("alive-second-half-to-first", late.Max(static s => s.Alive) / early.Max(static s => s.Alive), "ratio of maxima");
        Figure.Write("resident-second-half-to-first", late.Max(static s => s.Resident) / early.Max(static s => s.Resident), "ratio of maxima");
        return 0;
    }

    private static double Resident()
    {
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64 / 1048576.0;
    }
}
