using System.Globalization;

namespace VividMed.Bench.Engine;

/// <summary>What a process holds, in MiB: resident now, resident at its highest, and what its heap keeps alive after a collection.</summary>
internal readonly record struct Memory(double Resident, double Peak, double Heap)
{
    public static Memory OfThisProcess()
    {
        var heap = GC.GetTotalMemory(forceFullCollection: true) / 1048576.0;
        return new(StatusLine("VmRSS:"), StatusLine("VmHWM:"), heap);
    }

    public static Memory Parse(string line)
    {
        var parts = line.Split(' ').Select(part => double.Parse(part, CultureInfo.InvariantCulture)).ToList();
        return new(parts[0], parts[1], parts[2]);
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Resident:F1} {Peak:F1} {Heap:F1}");

    private static double StatusLine(string name)
    {
        if (!OperatingSystem.IsLinux()) return Environment.WorkingSet / 1048576.0;
        var line = File.ReadLines("/proc/self/status").First(line => line.StartsWith(name, StringComparison.Ordinal));
        return double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
    }
}
