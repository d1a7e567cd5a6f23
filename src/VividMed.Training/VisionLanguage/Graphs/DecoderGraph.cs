using VividMed.Training.Onnx;
using VividMed.Training.VisionLanguage.Contracts;
using VividMed.Training.VisionLanguage.Network;

namespace VividMed.Training.VisionLanguage.Graphs;

/// <summary>
/// <see cref="LanguageDecoder"/> over a whole conversation, of any length that the network knows and for images of any grid. It keeps nothing from word to word.
/// </summary>
internal sealed class DecoderGraph(GraphLayers layers, NetworkOptions options)
{
    private const float Never = -1e9f;

    public static void Draw(GraphLayers layers, NetworkOptions options) => new DecoderGraph(layers, options).Draw();

    private void Draw()
    {
        var (graph, plain) = (layers.Graph, layers.Plain);
        var tokens = graph.IntegerInput(TensorNames.Tokens, "batch", "length");
        var image = layers.Normalise(graph.Input(TensorNames.ImageTokens, "batch", "places", $"{options.Width}"), "decoder.normaliseImage");
        var words = layers.Constant("decoder.words", layers.Weights["decoder.words"]);
        var length = layers.Length(tokens, 1);
        var own = layers.Pick(words, tokens);
        var hidden = plain.Add(Heard(plain.Scale(own, (float)LanguageDecoder.Loudness), length), layers.Slice(Positions(), 0, graph.Integers(0), length));
        var later = Later(length);
        for (var layer = 0; layer < options.Layers; layer++) hidden = Layer(hidden, image, later, $"decoder.layers.{layer}");
        hidden = layers.Normalise(hidden, "decoder.normalise");
        graph.Output(plain.MatMul(hidden, plain.Transpose(words, 1, 0)), TensorNames.Logits, "batch", "length", $"{layers.Weights["decoder.words"].Shape[0]}");
        graph.Output(hidden, TensorNames.Hidden, "batch", "length", $"{options.Width}");
    }

    private string Positions() => layers.Constant("decoder.positions", layers.Weights["decoder.positions"]);

    /// <summary>Words with those before them; nothing before the first.</summary>
    private string Heard(string words, string length)
    {
        const long LookBack = LanguageDecoder.LookBack;
        var (graph, heard) = (layers.Graph, words);
        var led = graph.Node("Pad", [words, graph.Integers(0, LookBack, 0, 0, 0, 0)]);
        for (var back = 1; back <= LookBack; back++)
        {
            var from = graph.Integers(LookBack - back);
            var earlier = layers.Slice(led, 1, from, graph.Node("Add", [from, length]));
            heard = layers.Plain.Add(heard, layers.Linear(earlier, $"decoder.before.{back - 1}"));
        }

        return heard;
    }

    /// <summary>[length, length]: which words a word does not see, for they come after it.</summary>
    private string Later(string length)
    {
        var all = layers.Graph.Floats("decoder.steps", [.. Enumerable.Range(0, options.MaxTokens).Select(static step => (float)step)], options.MaxTokens);
        var steps = layers.Slice(all, 0, layers.Graph.Integers(0), length);
        return layers.Graph.Node("Greater", [layers.Unsqueeze(steps, 0), layers.Unsqueeze(steps, 1)]);
    }

    private string Layer(string input, string image, string later, string name)
    {
        var plain = layers.Plain;
        var hidden = plain.Add(input, ToWords(layers.Normalise(input, $"{name}.beforeWords"), later, $"{name}.words"));
        hidden = plain.Add(hidden, ToImage(layers.Normalise(hidden, $"{name}.beforeImage"), image, $"{name}.image"));
        return plain.Add(hidden, layers.Perceptron(layers.Normalise(hidden, $"{name}.beforeMixing"), $"{name}.mixing"));
    }

    private string ToWords(string input, string later, string name)
    {
        var parts = layers.Graph.Nodes("Split", 3, [layers.Linear(input, $"{name}.queryKeyValue")], OnnxGraph.Attribute("axis", -1));
        var scores = layers.Graph.Node("Where", [later, layers.Number(Never), Scores(parts[0], parts[1])]);
        return layers.Linear(layers.Joined(layers.Plain.MatMul(layers.Plain.Softmax(scores), layers.Heads(parts[2], options.Heads)), options.Width), $"{name}.output");
    }

    /// <summary>What is seen, and how well the best places do: the logarithm of the mean of what the scores are powers of.</summary>
    private string ToImage(string input, string image, string name)
    {
        var (graph, plain) = (layers.Graph, layers.Plain);
        var parts = graph.Nodes("Split", 2, [layers.Linear(image, $"{name}.keyValue")], OnnxGraph.Attribute("axis", -1));
        var scores = Scores(layers.Linear(input, $"{name}.query"), parts[0]);
        var seen = layers.Joined(plain.MatMul(plain.Softmax(scores), layers.Heads(parts[1], options.Heads)), options.Width);
        var sum = graph.Node("ReduceLogSumExp", [scores], OnnxGraph.Attribute("axes", [-1L]), OnnxGraph.Attribute("keepdims", 0));
        var fit = graph.Node("Sub", [sum, graph.Node("Log", [layers.Float(layers.Length(image, 1))])]);
        return plain.Add(layers.Linear(seen, $"{name}.output"), layers.Linear(plain.Transpose(fit, 0, 2, 1), $"{name}.fit"));
    }

    /// <summary>[batch, heads, queries, keys]</summary>
    private string Scores(string query, string key) => layers.Plain.Scale(
        layers.Plain.MatMul(layers.Heads(query, options.Heads), layers.Plain.Transpose(layers.Heads(key, options.Heads), 0, 1, 3, 2)),
        (float)(1 / Math.Sqrt((double)options.Width / options.Heads)));
}
