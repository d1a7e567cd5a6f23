using VividMed.Inference;
using VividMed.Taxonomy;
using VividMed.Training.Onnx;
using VividMed.Training.Torch;
using VividMed.Training.VisionLanguage.Contracts;
using VividMed.Training.VisionLanguage.Data;
using VividMed.Training.VisionLanguage.Network;
using static TorchSharp.torch;

namespace VividMed.Training.VisionLanguage.Graphs;

/// <summary>
/// A trained network as ONNX graphs. One decoder serves all images; what looks at an image is one graph a modality, for a radiograph's kernels are those of a
/// volume summed over depth. Each is run and compared with Torch before anybody gets it.
/// </summary>
internal static class NetworkGraphs
{
    /// <summary>The largest difference to Torch that is only one of rounding, as a share of the largest value, 1 at least.</summary>
    private const double Tolerance = 1e-4;

    private const string Description = "A part of a miniature VividMed. For research; none of what it says is a diagnosis.";

    /// <exception cref="ModelException"><c>parity-failed</c>: a graph is not the network.</exception>
    public static IReadOnlyList<CheckedGraph> Of(VividMedNetwork network, NetworkOptions options, IReadOnlyList<Modality> modalities)
    {
        using var section = TorchSection.Enter();
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        var weights = new NetworkWeights(network);
        var graphs = new List<CheckedGraph>();
        foreach (var modality in modalities)
        {
            var grid = ImageGrid.For(modality == Modality.Cxr ? 1 : options.VolumeDepth, options);
            var sample = new GraphSample(network, options, EncoderGraph.Seen(grid, weights));
            if (graphs.Count == 0) graphs.Add(Draw("decoder", null, weights, layers => DecoderGraph.Draw(layers, options), sample.Decoder));
            ImageMaps? maps = null;
            graphs.Add(Draw("encoder", modality, weights, layers => maps = EncoderGraph.Draw(layers, grid), sample.Encoder));
            graphs.Add(Draw("grounding", modality, weights, layers => GroundingGraph.Draw(layers, options, maps!.Places, maps.Halves), sample.Grounding));
            graphs.Add(Draw("glance", modality, weights, layers => GlanceGraph.Draw(layers, maps!.Halves), sample.Glance));
            graphs.Add(Draw("masks", modality, weights, layers => MaskGraph.Draw(layers, options, maps!.Outlines), sample.Masks));
        }

        return graphs;
    }

    private static CheckedGraph Draw(string part, Modality? modality, NetworkWeights weights, Action<GraphLayers> draw, GraphCase example)
    {
        var graph = new OnnxGraph(part);
        draw(new GraphLayers(graph, weights));
        var content = graph.ToBytes(Description, new Dictionary<string, string>());
        var largest = example.Expected.SelectMany(static output => output.Values).Max(Math.Abs);
        var difference = OnnxParity.Check(content, example.Inputs, example.Expected, Tolerance * Math.Max(1, largest));
        return new CheckedGraph(modality is { } kind ? $"{part}-{kind.Code().ToLowerInvariant()}.onnx" : $"{part}.onnx", modality, content, graph.Inputs, graph.Outputs, difference);
    }
}

/// <summary>A graph that gives what Torch does.</summary>
/// <param name="Modality">Of the images that it is for; null where it is for all.</param>
/// <param name="Difference">The largest one to Torch.</param>
internal sealed record CheckedGraph(string File, Modality? Modality, byte[] Content, IReadOnlyList<OnnxTensor> Inputs, IReadOnlyList<OnnxTensor> Outputs, double Difference);
