using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using VividMed.Inference.Execution;

namespace VividMed.Inference.Drafting;

/// <summary>What an ONNX file says of itself: its tensors, in the graph's order, and the pairs that its exporter wrote into it.</summary>
internal sealed record GraphDescription(
    IReadOnlyList<TensorDescription> Inputs, IReadOnlyList<TensorDescription> Outputs, string Producer,
    IReadOnlyDictionary<string, string> Properties)
{
    /// <exception cref="ModelException"><c>file-missing</c> or <c>model-unreadable</c>.</exception>
    public static GraphDescription Read(string path)
    {
        if (Directory.Exists(path)) throw new ModelException("file-missing", $"{path} is a folder: give the .onnx file in it");
        if (!File.Exists(path)) throw new ModelException("file-missing", $"{path}: there is no such file");
        using var settings = SessionSettings.For(new ExecutionOptions());
        try
        {
            using var session = new InferenceSession(path, settings);
            var properties = session.ModelMetadata.CustomMetadataMap.ToDictionary(StringComparer.Ordinal);
            return new GraphDescription(
                [.. session.InputMetadata.Select(TensorDescription.Of)], [.. session.OutputMetadata.Select(TensorDescription.Of)],
                session.ModelMetadata.ProducerName, properties);
        }
        catch (OnnxRuntimeException error)
        {
            throw new ModelException("model-unreadable", LoadFailure.Explain(path, error.Message), error);
        }
    }

    public TensorDescription? Input(Func<TensorDescription, bool> fits) => Inputs.FirstOrDefault(fits);

    public TensorDescription? Output(Func<TensorDescription, bool> fits) => Outputs.FirstOrDefault(fits);
}

/// <summary>A tensor of a graph.</summary>
/// <param name="Shape">-1 where an axis is free.</param>
internal sealed record TensorDescription(string Name, TensorElementType Type, IReadOnlyList<int> Shape)
{
    public int Rank => Shape.Count;

    public int Last => Shape[^1];

    public bool IsReal => Type is TensorElementType.Float or TensorElementType.Float16 or TensorElementType.Double;

    public bool IsWhole => Type is TensorElementType.Int64 or TensorElementType.Int32;

    public static TensorDescription Of(KeyValuePair<string, NodeMetadata> node) => node.Value.IsTensor
        ? new(node.Key, node.Value.ElementDataType, node.Value.Dimensions)
        : new(node.Key, TensorElementType.DataTypeMax, []);

    /// <summary>Whether the name has one of the words in it.</summary>
    public bool Says(params ReadOnlySpan<string> words)
    {
        foreach (var word in words)
        {
            if (Name.Contains(word, StringComparison.OrdinalIgnoreCase)) return true;
        }

        return false;
    }

    public override string ToString() => $"{Name} {GraphTensor.Text([.. Shape])}{(Type == TensorElementType.Float ? "" : $" of {Type}")}";
}
