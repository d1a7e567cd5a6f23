using System.Diagnostics;
using System.Globalization;

namespace VividMed.Bench.Training;

/// <summary>Shards of phantoms of each modality, made as the demo makes them.</summary>
internal static class Phantoms
{
    public static async Task<string[]> WriteAsync(string vividmed, string folder, int scans, CancellationToken cancellationToken)
    {
        var output = Path.Combine(folder, "demo");
        var start = new ProcessStartInfo(
            vividmed, ["demo", "--no-train", "--cxr", "96", "--ct", scans.ToString(CultureInfo.InvariantCulture), "--out", output])
        {
            UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var said = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        if (process.ExitCode != 0) throw new InvalidOperationException($"vividmed demo ended with {process.ExitCode}: {await said}");
        return [Path.Combine(output, "mimic-cxr"), Path.Combine(output, "ct-rate")];
    }
}
