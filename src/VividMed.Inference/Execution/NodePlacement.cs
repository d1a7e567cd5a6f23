using System.Text.Json;

namespace VividMed.Inference.Execution;

/// <summary>Nodes of a graph of one operation that ran on one provider.</summary>
/// <param name="Provider">As ONNX Runtime calls it, such as CPUExecutionProvider.</param>
/// <param name="Nodes">Nodes as they ran, after the runtime had fused some.</param>
/// <param name="Milliseconds">Of all of them, in one run on noise.</param>
public sealed record NodePlacement(string Provider, string Operation, int Nodes, double Milliseconds)
{
    /// <summary>Reads a profile of ONNX Runtime, the most time first.</summary>
    internal static IReadOnlyList<NodePlacement> Read(string profile)
    {
        using var stream = File.OpenRead(profile);
        using var document = JsonDocument.Parse(stream);
        return
        [
            .. document.RootElement.EnumerateArray()
                .Where(static entry => Text(entry, "cat") == "Node" && Text(entry, "name").EndsWith("_kernel_time", StringComparison.Ordinal))
                .Select(static entry => (Node: Text(entry, "name"), Arguments: entry.GetProperty("args"), Microseconds: entry.GetProperty("dur").GetDouble()))
                .GroupBy(static entry => (Provider: Text(entry.Arguments, "provider"), Operation: Text(entry.Arguments, "op_name")))
                .Select(static group => new NodePlacement(
                    group.Key.Provider, group.Key.Operation, group.Select(static entry => entry.Node).Distinct(StringComparer.Ordinal).Count(),
                    group.Sum(static entry => entry.Microseconds) / 1000))
                .OrderByDescending(static placement => placement.Milliseconds),
        ];
    }

    private static string Text(JsonElement element, string member) =>
        element.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
}
