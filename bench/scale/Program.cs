using System.CommandLine;

namespace VividMed.Bench.Scale;

/// <summary>
/// Measures what a dataset costs over its life by running the built <c>vividmed</c>, as a user would: made, unchanged, under another lexicon,
/// and grown by one study in a hundred. Every version is read back, so that nothing is lost or doubled.
/// </summary>
internal static class Program
{
    public static Task<int> Main(string[] args)
    {
        var vividmed = new Argument<string>("vividmed") { Description = "The built executable" };
        var models = new Argument<string>("models") { Description = "The folder with taxonomy.json" };
        var studies = new Option<int>("--studies") { Description = "Studies with tiny radiographs; MIMIC-CXR has 227,835", DefaultValueFactory = _ => 20_000 };
        var large = new Option<int>("--large") { Description = "Studies with radiographs of real size, measured after them; 0 for none", DefaultValueFactory = _ => 0 };
        var each = new Option<double>("--simulate-inference") { Description = "Milliseconds accounted for each radiograph", DefaultValueFactory = _ => 30 };
        var root = new Option<string?>("--root") { Description = "Where the sources are written, and kept for the next time; a temporary folder without it" };
        var command = new RootCommand("Measures runs over generated datasets; prints lines of: name value unit [ratio-to peer], and a table") { vividmed, models, studies, large, each, root };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var folder = parsed.GetValue(root) ?? Directory.CreateTempSubdirectory("vividmed-bench-").FullName;
            try
            {
                var program = new Vividmed(parsed.GetRequiredValue(vividmed));
                if (parsed.GetValue(studies) is > 0 and var small)
                {
                    var bench = new Bench(program, Path.Combine(folder, $"small-{small}"), parsed.GetRequiredValue(models));
                    await new Life(bench, parsed.GetValue(each)).SmallAsync(small, cancellationToken);
                }

                if (parsed.GetValue(large) is > 0 and var real)
                {
                    var bench = new Bench(program, Path.Combine(folder, $"large-{real}"), parsed.GetRequiredValue(models));
                    await new Life(bench, parsed.GetValue(each)).LargeAsync(real, cancellationToken);
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
