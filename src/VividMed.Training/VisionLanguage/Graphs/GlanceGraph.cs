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
        var asked = Asked(layers, words);
        var fits = plain.Scale(plain.MatMul(Cells(layers, halves), plain.Transpose(layers.Slice(asked, 1, 0, Channels), 1, 0)), (float)(1 / Math.Sqrt(Channels)));
        var common = plain.Add(plain.Reshape(layers.Slice(asked, 1, Channels, Channels + 1), -1), layers.Number((float)FindingGlance.Rareness));
        graph.Output(plain.Transpose(plain.Add(fits, common), 0, 2, 1), TensorNames.Glances, "batch", "names", $"{halves.Cells}");
    }

    /// <summary>What a glance adds to the scores of phrases: [phrases, cells] of the quarter grid, each the best of the cells that it covers.</summary>
    /// <param name="words">[phrases, length], without signs</param>
    /// <param name="row">the row of each phrase's image</param>
    public static string OfPhrases(GraphLayers layers, string words, string row, GraphMap halves, GraphMap places)
    {
        var (graph, plain) = (layers.Graph, layers.Plain);
        var asked = Asked(layers, words);
        var own = layers.Unsqueeze(layers.Slice(asked, 1, 0, Channels), 2);
        var fits = plain.Scale(plain.MatMul(layers.Pick(Cells(layers, halves), row), own), (float)(1 / Math.Sqrt(Channels)));
        var all = plain.Add(fits, layers.Unsqueeze(layers.Slice(asked, 1, Channels, Channels + 1), 2));
        long[] covered = [halves.Depth / places.Depth, 2, 2];
        var best = graph.Node(
            "MaxPool", [plain.Reshape(all, -1, 1, halves.Depth, halves.Height, halves.Width)], OnnxGraph.Attribute("kernel_shape", covered), OnnxGraph.Attribute("strides", covered));
        return plain.Reshape(best, -1, places.Cells);
    }

    /// <summary>[batch, cells, channels]</summary>
    private static string Cells(GraphLayers layers, GraphMap halves)
    {
        var positions = layers.Constant("glance.positions", layers.Weights.Positions("grounding.glance.position", halves));
        return layers.Plain.Gelu(layers.Plain.Add(layers.Linear(layers.Rows(halves), "grounding.glance.cells"), positions));
    }

    /// <summary>[names, channels + 1]</summary>
    private static string Asked(GraphLayers layers, string words) => layers.Perceptron(Mean(layers, words), "grounding.glance.names");

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
