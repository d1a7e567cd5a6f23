using System.Globalization;

namespace VividMed.Bench.Engine;

/// <summary>Measurements as lines: name, value, unit, and the ratio to the in-memory anchor where there is one.</summary>
internal static class ResultLines
{
    public static IEnumerable<string> Of(Machine machine)
    {
        yield return Line("machine.fsync", machine.Syncs, "1/s");
        yield return Line("machine.sha256", machine.Hashing, "MiB/s");
    }

    public static IEnumerable<string> Of(Measurement m, string store, Deployment deployment)
    {
        var name = $"{m.Workload.Name}.{store.ToLowerInvariant()}.{deployment.ToString().ToLowerInvariant()}";
        yield return Line(name + ".time", m.Median, "s") + (m.Workload.Anchor is { } anchor ? string.Create(CultureInfo.InvariantCulture, $" {anchor / m.Median:F2} anchor/ours") : "");
        yield return Line(name + ".activities", m.Workload.TotalActivities / m.Median, "1/s");
        yield return Line(name + ".orchestrations", m.Workload.TotalOrchestrations / m.Median, "1/s");
        yield return Line(name + ".hub-peak", m.Hub.Peak, "MiB");
        yield return Line(name + ".store", m.StoreMiB, "MiB");
    }

    private static string Line(string name, double value, string unit) => string.Create(CultureInfo.InvariantCulture, $"{name} {value:G4} {unit}");
}
