using System.Diagnostics;
using VividMed.Workflows;

namespace VividMed.Bench.Inference;

/// <summary>Memory of the process while the stage works through its studies, in tenths of the way by the time it takes.</summary>
internal static class MemoryCourse
{
    public static async Task<int> RunAsync(string models, int studies, CancellationToken cancellation)
    {
        using var scene = await Scene.OpenAsync(models, studies, cancellation);
        var (partition, _) = await scene.TaggedAsync("phantom-dino-mini");
        var samples = new List<(double Resident, double Managed)>();
        var stage = Task.Run(() => new LocalizeStudies(scene.Environment).RunAsync(null!, partition), cancellation);
        while (!stage.IsCompleted)
        {
            samples.Add((Resident(), GC.GetTotalMemory(forceFullCollection: false) / 1048576.0));
            await Task.WhenAny(stage, Task.Delay(TimeSpan.FromMilliseconds(100), cancellation));
        }

        var result = await stage;
        Figure.Write("images", result.Inference!.Inferences, "images");
        foreach (var (part, index) in samples.Chunk(Math.Max(1, (samples.Count + 9) / 10)).Select(static (part, index) => (part, index)))
        {
            Console.Out.WriteLine(FormattableString.Invariant($"tenth {index + 1}: resident up to {part.Max(static s => s.Resident):F0} MiB, managed up to {part.Max(static s => s.Managed):F0} MiB"));
        }

        // The first tenth warms up.
        var (early, late) = (samples[(samples.Count / 10)..(samples.Count / 2)], samples[(samples.Count / 2)..]);
        Figure.Write("resident-second-half-to-first", late.Max(static s => s.Resident) / early.Max(static s => s.Resident), "ratio");
        return 0;
    }

    private static double Resident()
    {
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64 / 1048576.0;
    }
}
