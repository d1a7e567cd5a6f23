using VividMed.Training.Onnx;

namespace VividMed.Training.Networks;

/// <summary>The operations over the values of an ONNX graph, with weights by their names.</summary>
internal sealed class OnnxOperations(Func<string, (float[] Values, long[] Shape)> weights, OnnxGraph graph) : INetworkOperations<string>
{
    public OnnxOperations(WeightStore weights, OnnxGraph graph)
        : this(name => (weights.Values(name), weights.Shape(name)), graph)
    {
    }

    public string Convolution(string x, string name, int from, int to, int rank, int kernel = 3, int stride = 1) => graph.Node(
        "Conv",
        [x, Weight($"{name}.weight"), Weight($"{name}.bias")],
        OnnxGraph.Attribute("kernel_shape", Enumerable.Repeat((long)kernel, rank)),
        OnnxGraph.Attribute("strides", Enumerable.Repeat((long)stride, rank)),
        OnnxGraph.Attribute("pads", Enumerable.Repeat((long)kernel / 2, 2 * rank)));

    public string UpConvolution(string x, string name, int from, int to, int rank) => graph.Node(
        "ConvTranspose",
        [x, Weight($"{name}.weight"), Weight($"{name}.bias")],
        OnnxGraph.Attribute("kernel_shape", Enumerable.Repeat(2L, rank)),
        OnnxGraph.Attribute("strides", Enumerable.Repeat(2L, rank)));

    public string BatchNorm(string x, string name, int channels) => graph.Node(
        "BatchNormalization",
        [x, Weight($"{name}.weight"), Weight($"{name}.bias"), Weight($"{name}.mean"), Weight($"{name}.variance")],
        OnnxGraph.Attribute("epsilon", (float)TorchOperations.NormEpsilon));

    public string LayerNorm(string x, string name, int width) => graph.Node(
        "LayerNormalization",
        [x, Weight($"{name}.weight"), Weight($"{name}.bias")],
        OnnxGraph.Attribute("axis", -1),
        OnnxGraph.Attribute("epsilon", (float)TorchOperations.NormEpsilon));

    public string Linear(string x, string name, int from, int to, float initialBias = 0) =>
        Add(MatMul(x, Weight($"{name}.weight")), Weight($"{name}.bias"));

    public string Parameter(string name, float deviation, params ReadOnlySpan<long> shape) => Weight(name);

    public string Constant(string name, float[] values, params ReadOnlySpan<long> shape) => graph.Floats(name, values, shape);

    public string Add(string a, string b) => graph.Node("Add", [a, b]);

    public string Multiply(string a, string b) => graph.Node("Mul", [a, b]);

    public string Scale(string x, float factor) => graph.Node("Mul", [x, graph.Scalar(factor)]);

    public string LeakyRelu(string x) => graph.Node("LeakyRelu", [x], OnnxGraph.Attribute("alpha", (float)TorchOperations.LeakySlope));

    /// <summary>x/2 * (1 + erf(x / sqrt 2)); the operator of its own came only with opset 20.</summary>
    public string Gelu(string x)
    {
        var erf = graph.Node("Erf", [Scale(x, (float)(1 / Math.Sqrt(2)))]);
        return Multiply(Scale(x, 0.5f), Add(erf, graph.Scalar(1)));
    }

    public string Sigmoid(string x) => graph.Node("Sigmoid", [x]);

    public string InverseSigmoid(string share)
    {
        var inside = graph.Node(
            "Clip", [share, Single((float)TorchOperations.LogitEpsilon), Single((float)(1 - TorchOperations.LogitEpsilon))]);
        var rest = graph.Node("Sub", [graph.Scalar(1), inside]);
        return graph.Node("Sub", [graph.Node("Log", [inside]), graph.Node("Log", [rest])]);

        string Single(float value) => graph.Floats($"scalar[{value:R}]", [value]);
    }

    public string Softmax(string x) => graph.Node("Softmax", [x], OnnxGraph.Attribute("axis", -1));

    public string MatMul(string a, string b) => graph.Node("MatMul", [a, b]);

    public string Transpose(string x, params ReadOnlySpan<long> order) =>
        graph.Node("Transpose", [x], OnnxGraph.Attribute("perm", order.ToArray()));

    public string Reshape(string x, params ReadOnlySpan<long> shape) => graph.Node("Reshape", [x, graph.Integers(shape)]);

    public string MaxOfLast(string x) =>
        graph.Node("ReduceMax", [x], OnnxGraph.Attribute("axes", [-1L]), OnnxGraph.Attribute("keepdims", 0));

    public string[] TopRows(string scores, int k, params ReadOnlySpan<(string Rows, int Width)> from)
    {
        var indices = graph.Nodes("TopK", 2, [scores, graph.Integers(k)], OnnxGraph.Attribute("axis", -1))[1];
        var column = graph.Node("Unsqueeze", [indices, graph.Integers(-1)]);
        var picked = new string[from.Length];
        for (var i = 0; i < from.Length; i++)
        {
            var wide = graph.Node("Expand", [column, graph.Integers(1, 1, from[i].Width)]);
            picked[i] = graph.Node("GatherElements", [from[i].Rows, wide], OnnxGraph.Attribute("axis", 1));
        }

        return picked;
    }

    public string Detach(string x) => x;

    private string Weight(string name)
    {
        var (values, shape) = weights(name);
        return graph.Floats(name, values, shape);
    }
}
