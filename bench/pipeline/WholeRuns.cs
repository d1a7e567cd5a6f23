using VividMed.Bench.Scale;

namespace VividMed.Bench.Pipeline;

/// <summary>
/// Whole runs of the built program. What a study costs is what many cost more than one, by their number; one alone is the start. The
/// cheapest of the repeats counts, since what else a machine does only adds.
/// </summary>
internal sealed class WholeRuns(Sources sources, string folder, int repeats)
{
    private static readonly string[] Simulated = ["--simulate-inference", "1"];

    public async Task MeasureAsync(IReadOnlyList<(string Name, string Path)> programs, ResultTable table, CancellationToken cancellationToken)
    {
        await OfAsync("phantom radiograph", "mimic-cxr", sources.Radiographs, sources.Studies, [], programs, table, cancellationToken);
        await OfAsync("phantom CT", "ct-rate", sources.Volumes, sources.Scans, [], programs, table, cancellationToken);
        await OfAsync("8 MP lossless JPEG without inference", "cxr-csv", sources.Compressed, sources.Large, Simulated, programs, table, cancellationToken);
        await OfAsync("8 MP uncompressed without inference", "cxr-csv", sources.Native, sources.Large, Simulated, programs, table, cancellationToken);
    }

    private async Task OfAsync(
        string what, string dataset, string root, int studies, string[] more, IReadOnlyList<(string Name, string Path)> programs, ResultTable table,
        CancellationToken cancellationToken)
    {
        if (studies < 2) return;
        var costs = programs.ToDictionary(static program => program.Name, static _ => (One: double.PositiveInfinity, Many: double.PositiveInfinity));
        for (var repeat = 0; repeat < repeats; repeat++)
        {
            foreach (var (name, path) in programs)
            {
                var (one, many) = costs[name];
                costs[name] = (
                    Math.Min(one, await RunAsync(path, [.. more, "--limit", "1"])),
                    Math.Min(many, await RunAsync(path, more)));
            }
        }

        foreach (var (name, (one, many)) in costs)
        {
            table.Add($"{what}, a run over one ({name})", one, "s");
            table.Add($"{what}, each of {studies - 1} more ({name})", 1e3 * (many - one) / (studies - 1), "ms");
        }

        async Task<double> RunAsync(string path, string[] arguments)
        {
            var store = Path.Combine(folder, "out");
            if (Directory.Exists(store)) Directory.Delete(store, recursive: true);
            string[] command = ["run", "--dataset", dataset, "--root", root, "--out", store, "--provider", "cpu", .. arguments];
            return (await new Vividmed(path).RunAsync(command, cancellationToken)).ProcessorSeconds;
        }
    }
}
