using System.CommandLine;

namespace VividMed.Bench.Dashboard;

/// <summary>Measures how soon the dashboard's pages are there over a hub that has long been in use, and what it takes of memory.</summary>
internal static class Program
{
    public static Task<int> Main(string[] args)
    {
        var program = new Argument<string>("vividmed") { Description = "The program to measure" };
        var runs = new Option<int>("--runs") { Description = "Dataset runs that the hub knows", DefaultValueFactory = _ => 5_000 };
        var buckets = new Option<int>("--buckets") { Description = "Buckets of the first of them", DefaultValueFactory = _ => 3_600 };
        var instances = new Option<int>("--instances") { Description = "Instances in all", DefaultValueFactory = _ => 200_000 };
        var passes = new Option<int>("--passes") { Description = "How often each page is asked for; the median counts", DefaultValueFactory = _ => 5 };
        var command = new RootCommand("Measures the dashboard; prints lines of: name value unit") { program, runs, buckets, instances, passes };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var folder = Directory.CreateTempSubdirectory("vividmed-bench-").FullName;
            try
            {
                var state = Path.Combine(folder, "hub.db");
                await UsedHub.FillAsync(state, parsed.GetValue(runs), parsed.GetValue(buckets), parsed.GetValue(instances), cancellationToken);
                await using var page = await ServedPage.StartAsync(parsed.GetRequiredValue(program), state, cancellationToken);
                foreach (var (name, address) in Pages)
                {
                    await page.MeasureAsync(name, address, parsed.GetValue(passes), cancellationToken);
                }

                page.WriteMemory();
                return 0;
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
        });
        return command.Parse(args).InvokeAsync();
    }

    private static readonly (string Name, string Address)[] Pages =
    [
        ("runs", "/"),
        ("runs.last-page", "/?page=100"),
        ("runs.filtered-by-text", "/?text=run-00042"),
        ("runs.filtered-by-dataset", "/?dataset=ct-rate"),
        ("instances", "/?kind=everything"),
        ("instances.filtered-by-status", "/?kind=everything&status=cancelled"),
        ("instances.filtered-by-text", "/?kind=everything&text=-00042"),
        ("instances.by-name", "/?kind=everything&sort=id"),
        ("run-of-many-buckets", $"/runs/{UsedHub.First}"),
        ("system", "/system"),
    ];
}
