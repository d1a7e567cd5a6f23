using System.Diagnostics;
using System.Globalization;
using VividMed.Storage.Stores;
using VividMed.Training.VisionLanguage;
using VividMed.Training.VisionLanguage.Contracts;

namespace VividMed.Bench.Training;

/// <summary>One stage on the first version of a store, cut short in its middle and taken up again.</summary>
internal sealed class Trial(string store, string folder, int steps, int threads)
{
    /// <summary>What is compiled and read first does not count.</summary>
    private const int Warm = 5;

    private readonly string _name = Path.GetFileName(store);
    private readonly string _model = $"models/{Path.GetFileName(store)}";

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var taken = new List<TrainingProgress>();
        using (var cut = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken))
        {
            var watched = new Watcher(step =>
            {
                taken.Add(step);
                if (step.Step == Warm + steps) cut.Cancel();
            });
            try
            {
                await TrainAsync(watched, cut.Token);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                // Cut short, as it was meant to be.
            }
        }

        var counted = taken.Skip(Warm).ToList();
        var (waited, worked) = (counted.Sum(static step => step.Waited.TotalSeconds), counted.Sum(static step => step.Worked.TotalSeconds));
        Print("step", 1000 * (waited + worked) / counted.Count, "ms");
        Print("tokens", counted.Sum(static step => step.Tokens) / (waited + worked), "tokens/s");
        Print("network-share", 100 * worked / (waited + worked), "%");
        Print("peak-memory", PeakMemory() / 1024.0 / 1024, "MiB");
        Print("resumed-after", await ResumeAsync(cancellationToken), "s");
    }

    /// <summary>Seconds until a training that goes on has done its first step, evaluation before it and all.</summary>
    private async Task<double> ResumeAsync(CancellationToken cancellationToken)
    {
        using var cut = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var clock = Stopwatch.StartNew();
        var first = 0.0;
        var watched = new Watcher(_ =>
        {
            if (first == 0) first = clock.Elapsed.TotalSeconds;
            cut.Cancel();
        });
        try
        {
            await TrainAsync(watched, cut.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // One step is enough.
        }

        return first;
    }

    private Task<TrainingReport> TrainAsync(IProgress<TrainingProgress> progress, CancellationToken cancellationToken)
    {
        var options = new TrainingOptions { Stages = [3], StepsPerStage = 10 * (Warm + steps), Threads = threads, CheckpointEvery = Warm + steps - 1, EvaluationStudies = 1 };
        return new VividMedTrainer().TrainAsync(
            BlobStoreFactory.Open(store), "versions/0001", options, new LocalBlobStore(folder), _model, progress, cancellationToken);
    }

    /// <summary>Bytes that the process has held at most.</summary>
    private static long PeakMemory()
    {
        using var self = Process.GetCurrentProcess();
        return self.PeakWorkingSet64;
    }

    private void Print(string name, double value, string unit) =>
        Console.Out.WriteLine($"{_name}-{name} {value.ToString("F1", CultureInfo.InvariantCulture)} {unit}");

    /// <summary>Told at once, on the thread that trains.</summary>
    private sealed class Watcher(Action<TrainingProgress> told) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => told(value);
    }
}
