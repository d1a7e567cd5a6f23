using System.CommandLine;

namespace VividMed.Bench.Datasets;

/// <summary>Measures listing and census of datasets of published size by running the built <c>vividmed</c>, as a user would.</summary>
internal static class Program
{
    public static Task<int> Main(string[] args)
    {
        var vividmed = new Argument<string>("vividmed") { Description = "The built executable" };
        var studies = new Option<int>("--studies") { Description = "Studies; MIMIC-CXR has 227,835", DefaultValueFactory = _ => 10_000 };
        var tiny = new Option<bool>("--tiny") { Description = "Images of one byte, for listing only; without it small DICOM files" };
        var repeats = new Option<int>("--repeats") { Description = "How often each command runs; the best time counts", DefaultValueFactory = _ => 3 };
        var root = new Option<string?>("--root") { Description = "Where to write the dataset, and keep it; a temporary folder without it" };
        var command = new RootCommand("Measures vividmed plan and vividmed image census; prints a Markdown table") { vividmed, studies, tiny, repeats, root };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var folder = parsed.GetValue(root) ?? Directory.CreateTempSubdirectory("vividmed-bench-").FullName;
            try
            {
                var dataset = new GeneratedDataset(folder, parsed.GetValue(studies), parsed.GetValue(tiny));
                var images = dataset.Write(cancellationToken);
                Console.Out.WriteLine("| command | studies | images | best time (s) | files a second | peak memory (MB) |");
                Console.Out.WriteLine("|---|---|---|---|---|---|");
                string[][] commands = parsed.GetValue(tiny)
                    ? [["plan", "--dataset", "mimic-cxr", "--root", folder], ["plan", "--dataset", "mimic-cxr", "--root", folder, "--limit", "100"]]
                    : [["plan", "--dataset", "mimic-cxr", "--root", folder], ["image", "census", folder], ["image", "info", folder, "--header-only", "--output", "json"]];
                foreach (var words in commands)
                {
                    var runs = new List<Measured>();
                    for (var i = 0; i < parsed.GetValue(repeats); i++) runs.Add(await Measured.RunAsync(parsed.GetRequiredValue(vividmed), words, cancellationToken));
                    var best = runs.MinBy(run => run.Seconds)!;
                    var shown = string.Join(' ', words.Where(word => word != folder));
                    Console.Out.WriteLine(FormattableString.Invariant($"| {shown} | {parsed.GetValue(studies):N0} | {images:N0} | {best.Seconds:F1} | {images / best.Seconds:N0} | {runs.Max(run => run.PeakBytes) / 1e6:F0} |"));
                }

                return 0;
            }
            finally
            {
                if (parsed.GetValue(root) is null) Directory.Delete(folder, recursive: true);
            }
        });
        return command.Parse(args).InvokeAsync();
    }
}
