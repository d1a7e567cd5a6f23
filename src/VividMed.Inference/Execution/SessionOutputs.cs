using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace VividMed.Inference.Execution;

/// <summary>What a run gave. The session stays open until this is disposed.</summary>
internal sealed class SessionOutputs(IDisposableReadOnlyCollection<OrtValue> values, IDisposable lease) : IDisposable
{
    public IReadOnlyList<OutputTensor> Values { get; } = [.. values.Select(static value => new OutputTensor(value))];

    public void Dispose()
    {
        values.Dispose();
        lease.Dispose();
    }
}

/// <summary>An output as decoders read it, whatever type the graph gives it in. Gone with the run's outputs.</summary>
internal sealed class OutputTensor
{
    private readonly OrtValue _value;
    private readonly TensorElementType _type;
    private float[]? _converted;
    private long[]? _whole;

    public OutputTensor(OrtValue value)
    {
        var info = value.GetTensorTypeAndShape();
        (_value, _type, Shape) = (value, info.ElementDataType, info.Shape);
    }

    public IReadOnlyList<long> Shape { get; }

    /// <summary>All elements; float32 is not copied.</summary>
    public ReadOnlySpan<float> Floats => Shape.Contains(0) ? []
        : _type == TensorElementType.Float ? _value.GetTensorDataAsSpan<float>()
        : _converted ??= TensorElements.Read(_value, _type);

    /// <summary>All elements as class indices.</summary>
    public ReadOnlySpan<long> Whole => Shape.Contains(0) ? [] : _whole ??= TensorElements.ReadWhole(_value, _type);

    /// <summary>The part that belongs to one member of the batch, which is the first axis; all of it where there is none.</summary>
    public ReadOnlySpan<float> Row(int member, bool batched) => Part(Floats, member, batched);

    /// <inheritdoc cref="Row"/>
    public ReadOnlySpan<long> WholeRow(int member, bool batched) => Part(Whole, member, batched);

    private ReadOnlySpan<T> Part<T>(ReadOnlySpan<T> all, int member, bool batched)
    {
        if (!batched) return all;
        if (Shape.Count == 0 || member >= Shape[0])
        {
            throw new ModelException(
                "tensor-shape", $"an output of the shape [{string.Join(", ", Shape)}] has nothing for image {member + 1} of its call: export it with a free batch axis, or set batchHint to 1");
        }

        var length = all.Length / (int)Shape[0];
        return all.Slice(member * length, length);
    }
}
