using Microsoft.ML.OnnxRuntime;
using VividMed.Inference.Manifests;

namespace VividMed.Inference.Execution;

/// <summary>What a graph says of its tensors, held against a manifest.</summary>
internal static class GraphTensor
{
    /// <param name="field">Of the manifest: inputs.image, outputs.boxes ...</param>
    /// <param name="shape">A dimension of -1 is free.</param>
    /// <exception cref="ModelException"><c>tensor-missing</c>, <c>tensor-type</c> or <c>tensor-shape</c>.</exception>
    public static void Require(
        string model, string field, IReadOnlyDictionary<string, NodeMetadata> nodes, string name, ElementKind kind, ReadOnlySpan<int> shape)
    {
        var direction = field[..field.IndexOf("s.", StringComparison.Ordinal)];
        if (!nodes.TryGetValue(name, out var node))
        {
            throw new ModelException(
                "tensor-missing", $"model {model} has no {direction} {name} ({field}); it has {string.Join(", ", nodes.Keys)}");
        }

        if (!node.IsTensor || !kind.Types().Contains(node.ElementDataType))
        {
            var found = node.IsTensor ? $"{node.ElementDataType}" : $"a {node.OnnxValueType}";
            throw new ModelException(
                "tensor-type", $"the {direction} {name} ({field}) of model {model} is {found}; it may be {string.Join(", ", kind.Types())}");
        }

        // Some exporters leave out even the rank; what comes when the graph runs is checked then.
        if (node.Dimensions.Length > 0 && !Fits(node.Dimensions, shape))
        {
            throw new ModelException(
                "tensor-shape",
                $"the {direction} {name} ({field}) of model {model} has the shape {Text(node.Dimensions)}, but the manifest needs {Text(shape)}");
        }
    }

    /// <summary>
    /// The first axis of the image input where a graph fixes it, otherwise that of an output, which would have no more members than that.
    /// </summary>
    public static int? FixedBatch(ModelManifest manifest, InferenceSession session)
    {
        var image = manifest.Inputs.TryGetValue("image", out var name) ? session.InputMetadata.GetValueOrDefault(name) : null;
        if ((manifest.Radiograph?.Batched ?? manifest.Volume?.Batched) == false) return 1;
        if (First(image) is { } count) return count;
        if ((manifest.Detection?.Batched ?? manifest.Mask?.Batched) == false) return 1;
        return manifest.Outputs.Values
            .Select(output => First(session.OutputMetadata.GetValueOrDefault(output)))
            .Where(static count => count is not null)
            .Min();
    }

    /// <summary>A shape as users read it: free axes as question marks.</summary>
    public static string Text(ReadOnlySpan<int> shape) =>
        $"[{string.Join(", ", shape.ToArray().Select(static n => n < 0 ? "?" : n.ToString()))}]";

    /// <summary>Whether axes are as many and, where neither is free, as long.</summary>
    public static bool Fits(ReadOnlySpan<int> graph, ReadOnlySpan<int> wanted)
    {
        if (graph.Length != wanted.Length) return false;
        for (var i = 0; i < graph.Length; i++)
        {
            if (graph[i] >= 0 && wanted[i] >= 0 && graph[i] != wanted[i]) return false;
        }

        return true;
    }

    private static int? First(NodeMetadata? node) => node is { IsTensor: true, Dimensions: [> 0 and var count, ..] } ? count : null;
}
