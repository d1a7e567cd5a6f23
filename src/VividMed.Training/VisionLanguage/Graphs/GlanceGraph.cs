using VividMed.Training.Onnx;
using VividMed.Training.VisionLanguage.Network;

namespace VividMed.Training.VisionLanguage.Graphs;

/// <summary><see cref="FindingGlance"/>: where findings are by the words of their names, without a conversation.</summary>
internal static class GlanceGraph
{
    private const int Channels = FindingGlance.Channels;

    public static void Draw(GraphLayers layers, GraphMap halves)
    {
        var (graph, plain) = (layers.Graph, layers.Plain);
        var words = graph.IntegerInput(TensorNames.Words, "names", "length");
        graph.Input(halves.Value, halves.Shape("batch"));
        var positions = layers.Constant("glance.positions", layers.Weights.Positions("grounding.glance.position", halves));
        var cells = plain.Gelu(plain.Add(layers.Linear(layers.Rows(halves), "grounding.glance.cells"), positions));
        var asked = layers.Perceptron(Mean(layers, words), "grounding.glance.names");
        var fits = plain.Scale(plain.MatMul(cells, plain.Transpose(layers.Slice(asked, 1, 0, Channels), 1, 0)), (float)(1 / Math.Sqrt(Channels)));
        var common = plain.Add(plain.Reshape(layers.Slice(asked, 1, Channels, Channels + 1), -1), layers.Number((float)FindingGlance.Rareness));
        graph.Output(plain.Transpose(plain.Add(fits, common), 0, 2, 1), TensorNames.Glances, "batch", "names", $"{halves.Cells}");
    }

    /// <summary>[names, width]: of the words of each, as loud as the decoder hears them.</summary>
    private static string Mean(GraphLayers layers, string words)
    {
        var (graph, plain) = (layers.Graph, layers.Plain);
        var isWord = layers.Float(graph.Node("Greater", [words, graph.Integers(0)]));
        var count = graph.Node("Max", [graph.Node("ReduceSum", [isWord, graph.Integers(1)]), layers.Number(1)]);
        var own = plain.Scale(layers.Pick(layers.Constant("decoder.words", layers.Weights["decoder.words"]), words), (float)LanguageDecoder.Loudness);
        return graph.Node("ReduceSum", [plain.Multiply(own, layers.Unsqueeze(graph.Node("Div", [isWord, count]), 2)), graph.Integers(1)], OnnxGraph.Attribute("keepdims", 0));
    }
}
