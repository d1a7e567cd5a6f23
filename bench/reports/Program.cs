using System.CommandLine;
using System.Globalization;
using VividMed.Reports;
using VividMed.Reports.Wordings;
using VividMed.Taxonomy;

namespace VividMed.Bench.Reports;

/// <summary>Measures the tagger on synthetic reports of MIMIC-CXR's number and length, beside .NET's own search for the same names.</summary>
internal static class Program
{
    public static int Main(string[] args)
    {
        var count = new Option<int>("--reports") { Description = "How many reports", DefaultValueFactory = _ => 227_835 };
        var repeats = new Option<int>("--repeats") { Description = "How often; the best run counts", DefaultValueFactory = _ => 3 };
        var seed = new Option<int>("--seed") { Description = "Other reports", DefaultValueFactory = _ => 1 };
        var command = new RootCommand("Prints one figure a line: name value unit [ratio to the peer]") { count, repeats, seed };
        command.SetAction(parsed => Run(parsed.GetValue(count), parsed.GetValue(repeats), parsed.GetValue(seed)));
        return command.Parse(args).Invoke();
    }

    private static int Run(int count, int repeats, int seed)
    {
        using var file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "taxonomy.json"));
        var taxonomy = TargetTaxonomy.Load(file);
        var tagger = new ReportTagger(taxonomy, ReportLanguage.BuiltIn);
        var scan = new TermScan(taxonomy);
        int Tag(string text) => tagger.Tag(text, ReportStyle.MimicCxr).Findings.Count;
        var characters = Enumerable.Range(0, 2_000).Average(index => SyntheticReports.Create(seed, index).Length);
        Measurement.Take(Math.Min(count, 5_000), 2, seed, Tag);

        var sample = Math.Min(count, 20_000);
        var one = Best(repeats, () => Measurement.Take(sample, 1, seed, Tag));
        var peer = Best(repeats, () => Measurement.Take(sample, 1, seed, scan.Count));
        var all = Best(repeats, () => Measurement.Take(count, 2, seed, Tag));
        Print("report-length", characters, "characters");
        Print("reports-1-thread", sample / one.Seconds, "reports/s", $"x{(peer.Seconds / one.Seconds).ToString("F2", CultureInfo.InvariantCulture)} of SearchValues' speed on the same names");
        Print("reports-2-threads", count / all.Seconds, "reports/s");
        Print("corpus-2-threads", all.Seconds, $"s for {count} reports");
        Print("findings", all.Findings / (double)count, "a report");
        Print("allocated", all.BytesPerReport / 1024, "KiB a report");
        Print("heap", all.HeapMostMiB, $"MiB at most, {all.HeapLeastMiB.ToString("F1", CultureInfo.InvariantCulture)} at least");
        return 0;
    }

    private static Measurement Best(int repeats, Func<Measurement> take) => Enumerable.Range(0, repeats).Select(_ => take()).MinBy(measurement => measurement.Seconds)!;

    private static void Print(string name, double value, string unit, string ratio = "") =>
        Console.Out.WriteLine($"{name} {value.ToString("F1", CultureInfo.InvariantCulture)} {unit} {ratio}".TrimEnd());
}
