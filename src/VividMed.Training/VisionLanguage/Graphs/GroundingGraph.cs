using VividMed.Training.Onnx;
using VividMed.Training.VisionLanguage.Contracts;
using VividMed.Training.VisionLanguage.Network;

namespace VividMed.Training.VisionLanguage.Graphs;

/// <summary>
/// <see cref="PhraseVectors"/>, <see cref="GroundingHead"/> and what a glance adds to it: from the decoder's states and where phrases stand among them to a box and a
/// score a place.
/// </summary>
internal static class GroundingGraph
{
    private const int Channels = ImageEncoder.PlaceChannels;

    public static void Draw(GraphLayers layers, NetworkOptions options, GraphMap places, GraphMap halves)
    {
        var graph = layers.Graph;
        var hidden = graph.Input(TensorNames.Hidden, "batch", "length", $"{options.Width}");
        graph.Input(places.Value, places.Shape("batch"));
        graph.Input(halves.Value, halves.Shape("batch"));
        var row = graph.IntegerInput(TensorNames.Row, "phrases");
        var words = graph.IntegerInput(TensorNames.Words, "phrases", "words");
        var vectors = Vectors(layers, layers.Pick(hidden, row), options);
        var seen = Seen(layers, vectors, places, row);
        graph.Output(vectors, TensorNames.Vectors, "phrases", $"{options.Width}");
        graph.Output(Boxes(layers, layers.Linear(seen, "grounding.box"), places), TensorNames.Boxes, "phrases", $"{places.Cells}", "6");
        var scores = layers.Plain.Reshape(layers.Linear(seen, "grounding.score"), 0, places.Cells);
        graph.Output(layers.Plain.Add(scores, GlanceGraph.OfPhrases(layers, words, row, halves, places)), TensorNames.Scores, "phrases", $"{places.Cells}");
    }

    /// <summary>Of each phrase the mean of its words and its closing sign, and what follows from the mean of its sentence's rest.</summary>
    /// <param name="hidden">[phrases, length, width]</param>
    private static string Vectors(GraphLayers layers, string hidden, NetworkOptions options)
    {
        var graph = layers.Graph;
        var steps = graph.Floats("steps", [.. Enumerable.Range(0, options.MaxTokens).Select(static step => (float)step)], 1, options.MaxTokens);
        var at = layers.Slice(steps, 1, graph.Integers(0), layers.Length(hidden, 1));
        var (first, closing, last) = (Place(TensorNames.First), Place(TensorNames.Closing), Place(TensorNames.Last));
        var words = Mean(layers, hidden, at, first, closing);
        return layers.Plain.Add(words, layers.Linear(Mean(layers, hidden, at, layers.Plain.Add(closing, layers.Number(1)), last), "grounding.phrases.after"));

        string Place(string name) => layers.Float(layers.Unsqueeze(graph.IntegerInput(name, "phrases"), 1));
    }

    /// <summary>Of the states of each run from its first to its last; 0 of an empty one.</summary>
    private static string Mean(GraphLayers layers, string hidden, string at, string from, string to)
    {
        var graph = layers.Graph;
        var within = layers.Float(graph.Node("And", [graph.Node("GreaterOrEqual", [at, from]), graph.Node("LessOrEqual", [at, to])]));
        var count = graph.Node("ReduceSum", [within, graph.Integers(1)], OnnxGraph.Attribute("keepdims", 1));
        var shares = graph.Node("Div", [within, graph.Node("Max", [count, layers.Number(1)])]);
        return graph.Node("Squeeze", [layers.Plain.MatMul(layers.Unsqueeze(shares, 1), hidden), graph.Integers(1)]);
    }

    /// <summary>[phrases, cells, channels]: the image's cells as each phrase changes them.</summary>
    private static string Seen(GraphLayers layers, string vectors, GraphMap places, string row)
    {
        var plain = layers.Plain;
        var cells = plain.Add(layers.Rows(places), layers.Constant("grounding.positions", layers.Weights.Positions("grounding.position", places)));
        var modulation = layers.Unsqueeze(layers.Perceptron(vectors, "grounding.modulation"), 1);
        var louder = plain.Add(layers.Slice(modulation, 2, 0, Channels), layers.Number(1));
        var changed = plain.Add(plain.Multiply(layers.Pick(cells, row), louder), layers.Slice(modulation, 2, Channels, 2 * Channels));
        return plain.Gelu(layers.Linear(plain.Gelu(changed), "grounding.cells.1"));
    }

    private static string Boxes(GraphLayers layers, string raw, GraphMap places)
    {
        var (graph, plain) = (layers.Graph, layers.Plain);
        var at = layers.Constant("grounding.at", NetworkWeights.Cells(places));
        var center = layers.Clamp(plain.Add(at, plain.Scale(graph.Node("Tanh", [layers.Slice(raw, 2, 0, 3)]), 0.5f)), 0, 1);
        var growth = layers.Clamp(layers.Slice(raw, 2, 3, 6), (float)-GroundingHead.LargestGrowth, (float)GroundingHead.LargestGrowth);
        var size = layers.Clamp(plain.Scale(graph.Node("Exp", [growth]), (float)GroundingHead.TypicalSize), (float)GroundingHead.LeastSize, 1);
        if (places.Depth > 1) return layers.Join(2, center, size);

        // A radiograph's box reaches through all of its one slice.
        var nothing = plain.Scale(layers.Slice(center, 2, 0, 1), 0);
        var (half, all) = (plain.Add(nothing, layers.Number(0.5f)), plain.Add(nothing, layers.Number(1)));
        return layers.Join(2, layers.Slice(center, 2, 0, 2), half, layers.Slice(size, 2, 0, 2), all);
    }
}
