using Microsoft.ML.OnnxRuntime;

namespace VividMed.Inference;

/// <summary>Views of a session's outputs.</summary>
internal static class Tensors
{
    /// <summary>The part of an output that belongs to one member of the batch, which is its first axis.</summary>
    public static ReadOnlySpan<T> Row<T>(OrtValue output, int member)
        where T : unmanaged
    {
        var all = output.GetTensorDataAsSpan<T>();
        var length = all.Length / (int)output.GetTensorTypeAndShape().Shape[0];
        return all.Slice(member * length, length);
    }
}
