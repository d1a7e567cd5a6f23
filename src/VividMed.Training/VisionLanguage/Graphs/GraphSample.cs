using VividMed.Training.Onnx;
using VividMed.Training.VisionLanguage.Contracts;
using VividMed.Training.VisionLanguage.Data;
using VividMed.Training.VisionLanguage.Network;
using static TorchSharp.torch;

namespace VividMed.Training.VisionLanguage.Graphs;

/// <summary>
/// What Torch makes of drawn values: two images of noise, two conversations of any words and three phrases of them, so that batch, length and phrases are none
/// that a graph could have taken for fixed.
/// </summary>
internal sealed class GraphSample
{
    private const int Images = 2, Length = 11;

    private static readonly (int Row, int First, int Closing, int Last)[] Spans = [(1, 2, 4, 7), (0, 5, 5, 5), (1, 0, 8, Length - 1)];

    /// <summary>A box in the middle, one that hardly is one in a corner, and one around everything.</summary>
    private static readonly float[][] Hulls = [[0.4f, 0.55f, 0.5f, 0.3f, 0.25f, 0.4f], [0.01f, 0.99f, 0.02f, 0.005f, 0.01f, 0.01f], [0.5f, 0.5f, 0.5f, 1, 1, 1]];

    private readonly Tensor _image, _tokens, _hidden, _logits, _vectors, _masks, _glances;
    private readonly int[][] _names;
    private readonly ImageFeatures _features;
    private readonly PhrasePlaces _places;
    private readonly bool _isFlat;

    /// <param name="seen">what goes into the encoder</param>
    public GraphSample(VividMedNetwork network, NetworkOptions options, GraphMap seen)
    {
        var random = new SeededRandom(1, seen.Cells);
        var words = (int)network.Weights().Single(static weight => weight.Name == "decoder.words").Value.shape[0];
        _isFlat = seen.Depth == 1;
        _image = tensor([.. Enumerable.Range(0, (int)(Images * seen.Channels * seen.Cells)).Select(_ => (float)random.NextDouble())])
            .view(Images, seen.Channels, seen.Depth, seen.Height, seen.Width);
        _features = network.Encoder.call(_image);
        var length = Math.Min(Length, options.MaxTokens);
        _tokens = tensor([.. Enumerable.Range(0, Images * length).Select(_ => (long)random.Next(words))]).view(Images, length);
        _hidden = network.Decoder.call(_tokens, _features.Tokens).Hidden;
        _logits = network.Decoder.Logits(_hidden);
        _names = Array.ConvertAll<int, int[]>([2, 1, 4], length => [.. Enumerable.Range(0, length).Select(_ => 1 + random.Next(words - 1))]);
        PhraseTarget[] phrases =
        [
            .. Spans.Zip(_names, (span, name) =>
                new PhraseTarget(span.Row, (span.Row * length) + span.First, (span.Row * length) + span.Closing, (span.Row * length) + span.Last, []) { Words = name }),
        ];
        _vectors = network.Grounding.Phrases.Of(_hidden, phrases);
        _places = network.Locate(_vectors, _features, phrases);
        _masks = network.Grounding.Masks.Call(_vectors, _features, [.. Spans.Select(static span => span.Row)], Hulls);
        _glances = network.Grounding.Glance.call(network.Decoder.Mean(_names), _features);
    }

    public GraphCase Encoder => new(
        [Input(TensorNames.Image, _image)],
        [Output(TensorNames.ImageTokens, _features.Tokens), Output(TensorNames.Places, _features.Places), Output(TensorNames.Halves, _features.Halves), Output(TensorNames.Outlines, _features.Outlines)]);

    public GraphCase Decoder => new(
        [new OnnxInput(TensorNames.Tokens, _tokens.data<long>().ToArray(), _tokens.shape), Input(TensorNames.ImageTokens, _features.Tokens)],
        [Output(TensorNames.Logits, _logits), Output(TensorNames.Hidden, _hidden)]);

    public GraphCase Grounding => new(
        [
            Input(TensorNames.Hidden, _hidden), Input(TensorNames.Places, _features.Places), Input(TensorNames.Halves, _features.Halves), Rows(), Words(),
            Phrases(TensorNames.First, static span => span.First), Phrases(TensorNames.Closing, static span => span.Closing), Phrases(TensorNames.Last, static span => span.Last),
        ],
        [Output(TensorNames.Vectors, _vectors), Output(TensorNames.Boxes, _places.Boxes), Output(TensorNames.Scores, _places.Scores)]);

    public GraphCase Masks => new(
        [
            Input(TensorNames.Vectors, _vectors), Input(TensorNames.Outlines, _features.Outlines), Rows(),
            .. _isFlat ? [] : (OnnxInput[])[new OnnxInput(TensorNames.Hull, Hulls.SelectMany(static hull => hull).ToArray(), [Hulls.Length, 6])],
        ],
        [Output(TensorNames.Masks, _masks)]);

    public GraphCase Glance => new([Words(), Input(TensorNames.Halves, _features.Halves)], [Output(TensorNames.Glances, _glances)]);

    private OnnxInput Words()
    {
        var length = _names.Max(static name => name.Length);
        long[] words = [.. _names.SelectMany(name => name.Concat(Enumerable.Repeat(0, length - name.Length))).Select(static word => (long)word)];
        return new OnnxInput(TensorNames.Words, words, [_names.Length, length]);
    }

    private static OnnxInput Rows() => Phrases(TensorNames.Row, static span => span.Row);

    private static OnnxInput Phrases(string name, Func<(int Row, int First, int Closing, int Last), long> part) => new(name, Array.ConvertAll(Spans, span => part(span)), [Spans.Length]);

    private static OnnxInput Input(string name, Tensor value) => new(name, value.contiguous().data<float>().ToArray(), value.shape);

    private static (string Name, float[] Values) Output(string name, Tensor value) => (name, value.contiguous().data<float>().ToArray());
}

/// <summary>What a graph is given, and what it is to give.</summary>
internal sealed record GraphCase(IReadOnlyList<OnnxInput> Inputs, IReadOnlyList<(string Name, float[] Values)> Expected);
