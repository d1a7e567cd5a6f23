using System.Diagnostics;
using VividMed.Bench.Inference;
using VividMed.Workflows.Localize;

namespace VividMed.Bench.Pipeline;

/// <summary>How much of the localize stage the device works, with the shipped miniatures on the processor as the device.</summary>
internal static class DeviceShare
{
    public static async Task MeasureAsync(string models, int studies, ResultTable table, CancellationToken cancellationToken)
    {
        using var scene = await Scene.OpenAsync(models, studies, cancellationToken);
        var share = 0.0;
        // The first round warms up.
        for (var round = 0; round < 3; round++)
        {
            var (partition, _) = await scene.TaggedAsync("phantom-dino-mini");
            using var clock = new RuntimeClock();
            var started = Stopwatch.GetTimestamp();
            await new LocalizeStudies(scene.Environment).RunAsync(null!, partition);
            share = Math.Max(share, clock.Seconds / Stopwatch.GetElapsedTime(started).TotalSeconds);
        }

        table.Add("localize stage: device share of the wall time", 100 * share, "%");
    }
}
