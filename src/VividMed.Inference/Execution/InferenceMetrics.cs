using System.Diagnostics.Metrics;

namespace VividMed.Inference;

/// <summary>What the models of this process do, for whoever collects it. Tags name the model and what it runs on, never a study.</summary>
internal static class InferenceMetrics
{
    private static readonly Meter Meter = new("VividMed.Inference");

    private static readonly Histogram<double> Duration = Meter.CreateHistogram<double>("vividmed.inference.run.duration", "s", "Time of one call of ONNX Runtime");

    private static readonly Counter<long> Items = Meter.CreateCounter<long>("vividmed.inference.items", "{item}", "Images and windows that models ran on");

    public static void Add(ModelSession session, TimeSpan elapsed, int items)
    {
        KeyValuePair<string, object?>[] tags = [new("model", session.Manifest.Id), new("provider", session.Provider.ToString().ToLowerInvariant())];
        Duration.Record(elapsed.TotalSeconds, tags);
        Items.Add(items, tags);
    }
}
