using System.CommandLine;

namespace VividMed.Bench.Pipeline;

/// <summary>
/// Measures what a study costs from its file to its written sample, in processor seconds (user and system, of all threads): of the built
/// program, as a user runs it, and split by what is done, within this process.
/// </summary>
internal static class Program
{
    public static Task<int> Main(string[] args)
    {
        var vividmed = new Argument<string>("vividmed") { Description = "The built executable" };
        var before = new Option<string?>("--before") { Description = "Another one, measured beside it run for run" };
        var models = new Option<string>("--models") { Description = "The repository's models folder", DefaultValueFactory = _ => "models" };
        var studies = new Option<int>("--studies") { Description = "Phantom radiographs", DefaultValueFactory = _ => 600 };
        var scans = new Option<int>("--scans") { Description = "Phantom CT scans", DefaultValueFactory = _ => 12 };
        var large = new Option<int>("--large") { Description = "Radiographs of 8 megapixels", DefaultValueFactory = _ => 16 };
        var repeats = new Option<int>("--repeats") { Description = "How often each run is made; the cheapest counts", DefaultValueFactory = _ => 3 };
        var root = new RootCommand("Measures the pipeline; prints lines of: name value unit, and a table") { vividmed, before, models, studies, scans, large, repeats };
        root.SetAction(async (parsed, cancellationToken) =>
        {
            var folder = Directory.CreateTempSubdirectory("vividmed-bench-").FullName;
            try
            {
                var sources = new Sources(folder, parsed.GetValue(studies), parsed.GetValue(scans), parsed.GetValue(large));
                await sources.WriteAsync(cancellationToken);
                var table = new ResultTable();
                new LargeSplit(sources, parsed.GetRequiredValue(models)).Measure(table);
                new PhantomSplit(sources, parsed.GetRequiredValue(models)).Measure(table, cancellationToken);
                await DeviceShare.MeasureAsync(parsed.GetRequiredValue(models), parsed.GetValue(studies), table, cancellationToken);
                var programs = new List<(string Name, string Path)> { ("now", parsed.GetRequiredValue(vividmed)) };
                if (parsed.GetValue(before) is { } other) programs.Insert(0, ("before", other));
                await new WholeRuns(sources, folder, parsed.GetValue(repeats)).MeasureAsync(programs, table, cancellationToken);
                table.Write();
                return 0;
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
        });
        return root.Parse(args).InvokeAsync();
    }
}
