namespace VividMed.Bench.Pipeline;

/// <summary>Processor time of this process, of all its threads: waiting costs nothing, and a loaded machine disturbs it less than a clock.</summary>
internal static class ProcessorTime
{
    private static readonly TimeSpan Enough = TimeSpan.FromSeconds(0.5);

    /// <summary>Milliseconds of one call, the mean over half a second of them, the best of three; the first calls only warm up.</summary>
    public static double Of(Action work)
    {
        for (var i = 0; i < 3; i++) work();
        var best = double.PositiveInfinity;
        for (var round = 0; round < 3; round++)
        {
            var begun = Environment.CpuUsage.TotalTime;
            var calls = 0;
            TimeSpan taken;
            do
            {
                work();
                calls++;
                taken = Environment.CpuUsage.TotalTime - begun;
            }
            while (taken < Enough);
            best = Math.Min(best, taken.TotalMilliseconds / calls);
        }

        return best;
    }
}
