using Microsoft.ML.OnnxRuntime;

namespace VividMed.Inference;

/// <summary>What a run gave. The session stays open until this is disposed.</summary>
internal sealed class SessionOutputs(IDisposableReadOnlyCollection<OrtValue> values, IDisposable lease) : IDisposable
{
    public IReadOnlyList<OrtValue> Values { get; } = [.. values];

    public void Dispose()
    {
        values.Dispose();
        lease.Dispose();
    }
}
