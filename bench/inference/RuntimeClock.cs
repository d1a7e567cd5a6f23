using System.Diagnostics.Metrics;

namespace VividMed.Bench.Inference;

/// <summary>Adds up the time within ONNX Runtime from the product's own metrics.</summary>
internal sealed class RuntimeClock : IDisposable
{
    private readonly MeterListener _listener = new();
    private double _seconds;

    public RuntimeClock()
    {
        _listener.InstrumentPublished = static (instrument, listener) =>
        {
            if (instrument.Name == "vividmed.inference.run.duration") listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<double>((_, seconds, _, _) =>
        {
            lock (_listener) _seconds += seconds;
        });
        _listener.Start();
    }

    public double Seconds
    {
        get
        {
            lock (_listener) return _seconds;
        }
    }

    public void Dispose() => _listener.Dispose();
}
