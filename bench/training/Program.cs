using System.CommandLine;
using VividMed.Bench.Training.Records;

namespace VividMed.Bench.Training;

/// <summary>
/// Measures the trainer on shards: what a step costs and how much of it the network works, what memory it takes, and how soon a training that was cut
/// short goes on. With --records the same on a version of so many records.
/// </summary>
internal static class Program
{
    private static readonly Argument<string> Vividmed = new("vividmed") { Description = "The built executable, which makes phantoms and their shards" };
    private static readonly Option<string[]> Stores = new("--store") { Description = "Measure on the first version of these outputs of runs instead, each by itself" };
    private static readonly Option<int> Steps = new("--steps") { Description = "Steps that are measured", DefaultValueFactory = _ => 40 };
    private static readonly Option<int> Threads = new("--threads") { Description = "Threads of the tensor library", DefaultValueFactory = _ => 1 };
    private static readonly Option<int> Records = new("--records") { Description = "Measure on a version of so many records and on one of 2,000, made of few phantoms" };
    private static readonly Option<int> Shrink = new("--shrink") { Description = "With --records: pixels of a side of a phantom's picture that become one", DefaultValueFactory = _ => 4 };
    private static readonly Option<int> Cache = new("--cache") { Description = "With --records: MiB of prepared studies that a training keeps", DefaultValueFactory = _ => 1024 };
    private static readonly Option<string?> Kept = new("--kept") { Description = "With --records: folder where versions are made and stay, to be measured on again" };

    public static async Task<int> Main(string[] args)
    {
        if (args is [TrainingProcess.Verb, .. var given])
        {
            await TrainingProcess.From(given).RunAsync(CancellationToken.None);
            return 0;
        }

        var command = new RootCommand("Prints one figure a line: name value unit") { Vividmed, Stores, Steps, Threads, Records, Shrink, Cache, Kept };
        command.SetAction(RunAsync);
        return await command.Parse(args).InvokeAsync();
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("vividmed-bench-").FullName;
        try
        {
            var (vividmed, steps, threads) = (parsed.GetRequiredValue(Vividmed), parsed.GetValue(Steps), parsed.GetValue(Threads));
            if (parsed.GetValue(Records) is var records and > 0)
            {
                var run = (await Phantoms.WriteAsync(vividmed, folder, scans: 0, cancellationToken))[0];
                await new RecordsTrial(parsed.GetValue(Kept) ?? folder, steps, threads, parsed.GetValue(Cache))
                    .RunAsync(await ManyRecords.FromAsync(run, parsed.GetValue(Shrink), cancellationToken), records, cancellationToken);
                return 0;
            }

            var given = parsed.GetValue(Stores) is { Length: > 0 } named ? named : await Phantoms.WriteAsync(vividmed, folder, scans: 24, cancellationToken);
            foreach (var store in given) await new Trial(store, folder, steps, threads).RunAsync(cancellationToken);
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
