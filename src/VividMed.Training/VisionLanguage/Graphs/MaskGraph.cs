using VividMed.Training.VisionLanguage.Contracts;
using VividMed.Training.VisionLanguage.Network;

namespace VividMed.Training.VisionLanguage.Graphs;

/// <summary><see cref="MaskHead"/>: of each phrase logits over all cells of the outlines; in a volume those outside of its box say nothing is there.</summary>
internal static class MaskGraph
{
    private const int Hidden = MaskHead.Hidden, Inputs = MaskHead.Inputs, Channels = ImageEncoder.OutlineChannels;

    public static void Draw(GraphLayers layers, NetworkOptions options, GraphMap outlines)
    {
        var (graph, plain) = (layers.Graph, layers.Plain);
        var vectors = graph.Input(TensorNames.Vectors, "phrases", $"{options.Width}");
        graph.Input(outlines.Value, outlines.Shape("batch"));
        var row = graph.IntegerInput(TensorNames.Row, "phrases");
        var hull = outlines.Depth > 1 ? graph.Input(TensorNames.Hull, "phrases", "6") : null;

        var own = layers.Perceptron(vectors, "grounding.masks.weights");
        var first = plain.Reshape(layers.Slice(own, 1, 0, Hidden * Inputs), -1, Hidden, Inputs);
        var offset = Column(layers, own, Hidden * Inputs, (Hidden * Inputs) + Hidden);
        var second = layers.Unsqueeze(layers.Slice(own, 1, (Hidden * Inputs) + Hidden, (Hidden * Inputs) + (2 * Hidden)), 1);
        var level = plain.Add(Column(layers, own, (Hidden * Inputs) + (2 * Hidden), (Hidden * Inputs) + (2 * Hidden) + 1), layers.Number(-MaskHead.Emptiness));
        if (hull is not null) (first, offset) = Within(layers, first, offset, hull);

        var inputs = Picked(layers, outlines, row, layers.Constant("outlines.at", NetworkWeights.Centered(outlines)));
        var filled = plain.Add(plain.MatMul(second, graph.Node("Relu", [plain.Add(plain.MatMul(first, inputs), offset)])), level);
        if (hull is not null) filled = graph.Node("Where", [Reached(layers, outlines, hull), filled, layers.Number(MaskHead.Nothing)]);
        graph.Output(
            plain.Reshape(filled, 0, outlines.Depth, outlines.Height, outlines.Width), TensorNames.Masks, "phrases", $"{outlines.Depth}", $"{outlines.Height}", $"{outlines.Width}");
    }

    /// <summary>[phrases, outlines and coordinates, cells]</summary>
    private static string Picked(GraphLayers layers, GraphMap outlines, string row, string at)
    {
        var seen = layers.Pick(layers.Plain.Reshape(outlines.Value, 0, outlines.Channels, outlines.Cells), row);
        var phrases = layers.Join(0, layers.Length(row, 0), layers.Graph.Integers(3, outlines.Cells));
        return layers.Join(1, seen, layers.Graph.Node("Expand", [at, phrases]));
    }

    /// <summary>The same weights for coordinates that are -1 to 1 within each phrase's box.</summary>
    private static (string First, string Offset) Within(GraphLayers layers, string first, string offset, string hull)
    {
        var (graph, plain) = (layers.Graph, layers.Plain);
        var size = graph.Node("Max", [layers.Slice(hull, 1, 3, 6), layers.Number(MaskHead.LeastSize)]);
        var center = plain.Add(plain.Scale(layers.Slice(hull, 1, 0, 3), 2), layers.Number(-1));
        var ofPlace = plain.Multiply(layers.Slice(first, 2, Channels, Inputs), layers.Unsqueeze(graph.Node("Div", [layers.Number(1), size]), 1));
        var moved = graph.Node("Sub", [offset, plain.MatMul(ofPlace, layers.Unsqueeze(center, 2))]);
        return (layers.Join(2, layers.Slice(first, 2, 0, Channels), ofPlace), moved);
    }

    /// <summary>[phrases, 1, cells]: the cells whose centers lie within a box and a little around it, at least the one in its middle.</summary>
    private static string Reached(GraphLayers layers, GraphMap map, string hull)
    {
        var (graph, plain) = (layers.Graph, layers.Plain);
        var (x, y, z) = (Axis(0, map.Width), Axis(1, map.Height), Axis(2, map.Depth));
        var within = graph.Node("And", [graph.Node("And", [layers.Unsqueeze(x, 1, 2), layers.Unsqueeze(y, 1, 3)]), layers.Unsqueeze(z, 2, 3)]);
        return graph.Node("Reshape", [within, graph.Integers(0, 1, map.Cells)]);

        // [phrases, cells of the axis]
        string Axis(long axis, int cells)
        {
            var center = layers.Slice(hull, 1, axis, axis + 1);
            var reach = plain.Add(plain.Scale(plain.Scale(layers.Slice(hull, 1, axis + 3, axis + 4), 1 + MaskHead.Margin), 0.5f), layers.Number(MaskHead.Around));
            var middle = layers.Clamp(graph.Node("Floor", [plain.Scale(center, cells)]), 0, cells - 1);
            var first = Between(graph.Node("Ceil", [FromCenter("Sub")]), "Min", middle, layers.Number(0), "Max");
            var last = Between(graph.Node("Floor", [FromCenter("Add")]), "Max", middle, layers.Number(cells - 1), "Min");
            var at = graph.Floats($"axis[{cells}]", [.. Enumerable.Range(0, cells).Select(static cell => (float)cell)], 1, cells);
            return graph.Node("And", [graph.Node("GreaterOrEqual", [at, first]), graph.Node("LessOrEqual", [at, last])]);

            string FromCenter(string way) => plain.Add(plain.Scale(graph.Node(way, [center, reach]), cells), layers.Number(-0.5f));

            string Between(string value, string inner, string to, string end, string outer) => graph.Node(outer, [graph.Node(inner, [value, to]), end]);
        }
    }

    /// <summary>[phrases, .., 1] of a part of the weights.</summary>
    private static string Column(GraphLayers layers, string weights, long from, long to) => layers.Unsqueeze(layers.Slice(weights, 1, from, to), 2);
}
