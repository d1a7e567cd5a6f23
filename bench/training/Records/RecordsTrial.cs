using System.Globalization;
using VividMed.Storage.Stores;

namespace VividMed.Bench.Training.Records;

/// <summary>A training on a version of many records beside the same on few: each in a process of its own, killed in the middle of an epoch and begun again.</summary>
internal sealed record RecordsTrial(string Folder, int Steps, int Threads, int CacheMebibytes)
{
    /// <summary>Records of the version that the other is held against.</summary>
    private const int Few = 2_000;

    /// <summary>What is compiled and read first does not count.</summary>
    private const int Warm = 5;

    public async Task RunAsync(ManyRecords made, int records, CancellationToken cancellationToken)
    {
        foreach (var count in (int[])[Few, records])
        {
            var store = Path.Combine(Folder, $"records-{count}");
            await made.WriteAsync(new LocalBlobStore(store), count, cancellationToken);
            await TrainAsync($"records-{count}", store, cancellationToken);
        }
    }

    private async Task TrainAsync(string name, string store, CancellationToken cancellationToken)
    {
        var outputs = Directory.CreateTempSubdirectory("vividmed-bench-").FullName;
        try
        {
            var training = new TrainingProcess(store, outputs, 10 * (Warm + Steps), Warm + Steps - 1, Threads, CacheMebibytes);
            var taken = await training.FollowAsync(cancellationToken).Take(Warm + Steps).ToListAsync(cancellationToken);
            var counted = taken.Skip(Warm).ToList();
            var (waited, worked) = (counted.Sum(static step => step.Waited), counted.Sum(static step => step.Worked));
            Print(name, "step", 1000 * (waited + worked) / counted.Count, "ms");
            Print(name, "tokens", counted.Sum(static step => step.Tokens) / (waited + worked), "tokens/s");
            Print(name, "network-share", 100 * worked / (waited + worked), "%");
            Print(name, "peak-memory", taken[^1].PeakMemory / 1024.0 / 1024, "MiB");
            Print(name, "began-after", taken[0].SinceTraining, "s");
            var first = await training.FollowAsync(cancellationToken).FirstAsync(cancellationToken);
            if (first.Step != Warm + Steps) throw new InvalidOperationException($"The killed training went on with step {first.Step}.");
            Print(name, "resumed-after", first.SinceTraining, "s");
            Print(name, "resumed-process", first.SinceStart, "s");
            Print(name, "resumed-processor", first.Processor, "s");
        }
        finally
        {
            Directory.Delete(outputs, recursive: true);
        }
    }

    private static void Print(string name, string figure, double value, string unit) =>
        Console.Out.WriteLine($"{name}-{figure} {value.ToString("F2", CultureInfo.InvariantCulture)} {unit}");
}
