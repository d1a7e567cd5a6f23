namespace VividMed.Cli.Output;

/// <summary>What this process can still have of the memory.</summary>
internal static class FreeMemory
{
    /// <summary>What the machine, or the container around this process, has left; on others than Linux what the runtime takes it to be.</summary>
    public static long Available()
    {
        var limit = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        const string table = "/proc/meminfo";
        if (!File.Exists(table)) return limit;
        var line = File.ReadLines(table).FirstOrDefault(static line => line.StartsWith("MemAvailable:", StringComparison.Ordinal));
        var words = line?.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words is [_, var kibibytes, ..] && long.TryParse(kibibytes, out var free) ? Math.Min(limit, free * 1024) : limit;
    }
}
