using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using VividMed.Storage.Stores;
using VividMed.Training.VisionLanguage;
using VividMed.Training.VisionLanguage.Contracts;

namespace VividMed.Bench.Training.Records;

/// <summary>A training in a process of its own, which is killed when nobody wants to hear of another step.</summary>
internal sealed record TrainingProcess(string Store, string Folder, int Steps, int CheckpointEvery, int Threads, int CacheMebibytes)
{
    /// <summary>What makes this program such a process.</summary>
    public const string Verb = "one-training";

    public static TrainingProcess From(IReadOnlyList<string> given)
    {
        var numbers = given.Skip(2).Select(static text => int.Parse(text, CultureInfo.InvariantCulture)).ToArray();
        return new TrainingProcess(given[0], given[1], numbers[0], numbers[1], numbers[2], numbers[3]);
    }

    /// <summary>The steps that another process does, from its checkpoint if it left one before. That process is killed when the reader stops.</summary>
    public async IAsyncEnumerable<TrainingLine> FollowAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        int[] numbers = [Steps, CheckpointEvery, Threads, CacheMebibytes];
        var start = new ProcessStartInfo(Environment.ProcessPath!, [Verb, Store, Folder, .. numbers.Select(static number => number.ToString(CultureInfo.InvariantCulture))])
        {
            UseShellExecute = false, RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        try
        {
            while (await process.StandardOutput.ReadLineAsync(cancellationToken) is { } line) yield return TrainingLine.Parse(line);
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }

    /// <summary>Trains here, telling every step.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var options = new TrainingOptions
        {
            Stages = [3], StepsPerStage = Steps, Threads = Threads, CheckpointEvery = CheckpointEvery, CacheBytes = (long)CacheMebibytes << 20,
        };
        await new VividMedTrainer().TrainAsync(
            new LocalBlobStore(Store), "versions/0001", options, new LocalBlobStore(Folder), "model", new Teller(Stopwatch.StartNew()), cancellationToken);
    }

    private sealed class Teller(Stopwatch clock) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            using var self = Process.GetCurrentProcess();
            Console.Out.WriteLine(new TrainingLine(
                value.Step, value.Waited.TotalSeconds, value.Worked.TotalSeconds, value.Tokens, clock.Elapsed.TotalSeconds,
                (DateTime.Now - self.StartTime).TotalSeconds, Environment.CpuUsage.TotalTime.TotalSeconds, self.PeakWorkingSet64));
        }
    }
}
