using VividMed.Training.Networks;
using VividMed.Training.Onnx;
using VividMed.Training.VisionLanguage.Checkpoints;
using VividMed.Training.VisionLanguage.Network;

namespace VividMed.Training.VisionLanguage.Graphs;

/// <summary>The network's layers over the values of an ONNX graph; each computes what the Torch module of its name does.</summary>
internal sealed class GraphLayers(OnnxGraph graph, NetworkWeights weights)
{
    /// <summary>What an axis of a reshaped value keeps, and what takes the rest.</summary>
    private const long Same = 0, Rest = -1;

    public OnnxGraph Graph => graph;

    public NetworkWeights Weights => weights;

    /// <summary>Operations of one node or a few.</summary>
    public OnnxOperations Plain { get; } = new(name => (weights[name].Values, weights[name].Shape), graph);

    public string Constant(string name, NamedTensor value) => graph.Floats(name, value.Values, value.Shape);

    /// <summary>[.., inputs] to [.., outputs], with a bias where the layer has one.</summary>
    public string Linear(string x, string name)
    {
        var mixed = Plain.MatMul(x, Constant($"{name}.transposed", weights.Transposed($"{name}.weight")));
        return weights.Has($"{name}.bias") ? Plain.Add(mixed, Constant($"{name}.bias", weights[$"{name}.bias"])) : mixed;
    }

    /// <summary>Two linear layers with a GELU between them.</summary>
    public string Perceptron(string x, string name) => Linear(Plain.Gelu(Linear(x, $"{name}.0")), $"{name}.2");

    /// <summary>Normalized over the last axis.</summary>
    public string Normalise(string x, string name) => Plain.LayerNorm(x, name, width: 0);

    /// <summary>As <see cref="DepthAdaptiveConvolution"/>: a single slice has its kernel summed over depth.</summary>
    public GraphMap Convolution(GraphMap x, string name)
    {
        var (isFlat, stride) = (x.Depth == 1, weights.StrideOf(name));
        var kernel = isFlat ? Constant($"{name}.flat", weights.SummedOverDepth($"{name}.weight")) : Constant($"{name}.weight", weights[$"{name}.weight"]);
        var (deep, along) = isFlat ? (1L, 1) : (3L, stride);
        var value = graph.Node(
            "Conv", [x.Value, kernel],
            OnnxGraph.Attribute("kernel_shape", [deep, 3, 3]), OnnxGraph.Attribute("strides", [along, stride, stride]), OnnxGraph.Attribute("pads", [deep / 2, 1, 1, deep / 2, 1, 1]));
        var channels = (int)weights[$"{name}.weight"].Shape[0];
        var seen = new GraphMap(value, channels, Strided(x.Depth, along), Strided(x.Height, stride), Strided(x.Width, stride));
        return seen with { Value = Plain.Gelu(NormaliseGroups(seen, $"{name}.normalise")) };
    }

    /// <summary>A convolution of kernel 1.</summary>
    public GraphMap Pointwise(GraphMap x, string name)
    {
        var kernel = weights[$"{name}.weight"];
        var value = graph.Node("Conv", [x.Value, Constant($"{name}.weight", kernel), Constant($"{name}.bias", weights[$"{name}.bias"])], OnnxGraph.Attribute("kernel_shape", [1, 1, 1]));
        return x with { Value = value, Channels = (int)kernel.Shape[0] };
    }

    /// <summary>Grown linearly to the size of another map.</summary>
    public GraphMap Grown(GraphMap x, GraphMap like)
    {
        float[] scales = [1, 1, (float)like.Depth / x.Depth, (float)like.Height / x.Height, (float)like.Width / x.Width];
        var value = graph.Node(
            "Resize", [x.Value, "", graph.Floats($"scales[{string.Join(',', scales)}]", scales, scales.Length)],
            OnnxGraph.Attribute("mode", "linear"), OnnxGraph.Attribute("coordinate_transformation_mode", "half_pixel"));
        return like with { Value = value, Channels = x.Channels };
    }

    /// <summary>[batch, channels, ...] as [batch, cells, channels].</summary>
    public string Rows(GraphMap x) => Plain.Transpose(Plain.Reshape(x.Value, Same, x.Channels, x.Cells), 0, 2, 1);

    /// <summary>[batch, length, width] as [batch, heads, length, width / heads].</summary>
    public string Heads(string rows, int heads) => Plain.Transpose(Plain.Reshape(rows, Same, Same, heads, Rest), 0, 2, 1, 3);

    /// <summary>The other way round.</summary>
    public string Joined(string heads, int width) => Plain.Reshape(Plain.Transpose(heads, 0, 2, 1, 3), Same, Same, width);

    /// <summary>The length of an axis, as a list of one.</summary>
    public string Length(string x, long axis) => graph.Node("Gather", [graph.Node("Shape", [x]), graph.Integers(axis)], OnnxGraph.Attribute("axis", 0));

    /// <summary>A part of an axis.</summary>
    /// <param name="from">A list of one, as <paramref name="to"/>.</param>
    public string Slice(string x, long axis, string from, string to) => graph.Node("Slice", [x, from, to, graph.Integers(axis)]);

    /// <inheritdoc cref="Slice(string, long, string, string)"/>
    public string Slice(string x, long axis, long from, long to) => Slice(x, axis, graph.Integers(from), graph.Integers(to));

    public string Join(long axis, params ReadOnlySpan<string> parts) => graph.Node("Concat", parts, OnnxGraph.Attribute("axis", axis));

    public string Unsqueeze(string x, params ReadOnlySpan<long> axes) => graph.Node("Unsqueeze", [x, graph.Integers(axes)]);

    /// <summary>Rows of the first axis.</summary>
    public string Pick(string x, string rows) => graph.Node("Gather", [x, rows], OnnxGraph.Attribute("axis", 0));

    public string Float(string integers) => graph.Node("Cast", [integers], OnnxGraph.Attribute("to", 1));

    public string Clamp(string x, float least, float most) => graph.Node("Clip", [x, Number(least), Number(most)]);

    /// <summary>A value without axes.</summary>
    public string Number(float value) => graph.Scalar(value);

    private string NormaliseGroups(GraphMap x, string name)
    {
        const int Groups = Normalization.Groups;
        var (ones, zeros) = (graph.Floats("groups.ones", [1, 1, 1, 1], Groups), graph.Floats("groups.zeros", [0, 0, 0, 0], Groups));
        var even = graph.Node(
            "InstanceNormalization", [Plain.Reshape(x.Value, Same, Groups, Rest), ones, zeros], OnnxGraph.Attribute("epsilon", (float)TorchOperations.NormEpsilon));
        var back = Plain.Reshape(even, Same, x.Channels, x.Depth, x.Height, x.Width);
        return Plain.Add(Plain.Multiply(back, PerChannel($"{name}.weight", x.Channels)), PerChannel($"{name}.bias", x.Channels));
    }

    private string PerChannel(string name, int channels) => graph.Floats(name, weights[name].Values, channels, 1, 1, 1);

    private static int Strided(int length, int stride) => ((length - 1) / stride) + 1;
}
