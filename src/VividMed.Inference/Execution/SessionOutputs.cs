using Microsoft.ML.OnnxRuntime;

namespace VividMed.Inference.Execution;

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

/// <summary>Views of a session's outputs.</summary>
internal static class TensorRows
{
    /// <summary>The part of an output that belongs to one member of the batch, which is its first axis.</summary>
    public static ReadOnlySpan<T> Row<T>(this OrtValue output, int member)
        where T : unmanaged
    {
        var all = output.GetTensorDataAsSpan<T>();
        var length = all.Length / (int)output.GetTensorTypeAndShape().Shape[0];
        return all.Slice(member * length, length);
    }
}
