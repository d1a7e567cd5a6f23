using VividMed.Training.VisionLanguage.Data;
using VividMed.Training.VisionLanguage.Network;

namespace VividMed.Training.VisionLanguage.Graphs;

/// <summary><see cref="ImageEncoder"/> for images of one grid.</summary>
internal static class EncoderGraph
{
    /// <summary>What the network sees of a grid: as many voxels a cell along each axis as its first convolution joins.</summary>
    /// <returns>[batch, 2, depth, height, width]</returns>
    public static GraphMap Seen(ImageGrid grid, NetworkWeights weights)
    {
        var detail = weights.StrideOf("encoder.whole");
        return new GraphMap(TensorNames.Image, (int)weights["encoder.whole.weight"].Shape[1], grid.Depth == 1 ? 1 : grid.Depth * detail, grid.Height * detail, grid.Width * detail);
    }

    public static ImageMaps Draw(GraphLayers layers, ImageGrid grid)
    {
        var (graph, plain) = (layers.Graph, layers.Plain);
        var seen = Seen(grid, layers.Weights);
        graph.Input(seen.Value, seen.Shape("batch"));
        var whole = layers.Convolution(seen with { Value = graph.Node("Sub", [seen.Value, layers.Number(0.5f)]) }, "encoder.whole");
        var half = layers.Convolution(whole, "encoder.half");
        var quarter = layers.Convolution(half, "encoder.quarter");
        var eighth = layers.Convolution(quarter, "encoder.eighth");
        eighth = Sum(layers, eighth, layers.Convolution(eighth, "encoder.refine"));
        var places = Upwards(layers, eighth, quarter, "encoder.toQuarter");
        var halves = Upwards(layers, places, half, "encoder.toHalf");
        places = Sum(layers, places, layers.Convolution(halves, "encoder.toQuarterAgain"));
        var outlines = layers.Pointwise(halves, "encoder.halfOutlines");
        if (whole.Depth > 1) outlines = Sum(layers, layers.Pointwise(whole, "encoder.wholeOutlines"), layers.Grown(outlines, whole));
        var tokens = plain.Add(
            layers.Linear(layers.Rows(places), "encoder.places"), layers.Constant("encoder.positions", layers.Weights.Positions("encoder.position", places)));

        graph.Output(tokens, TensorNames.ImageTokens, "batch", $"{places.Cells}", $"{layers.Weights["encoder.places.weight"].Shape[0]}");
        graph.Output(places.Value, TensorNames.Places, places.Shape("batch"));
        graph.Output(halves.Value, TensorNames.Halves, halves.Shape("batch"));
        graph.Output(outlines.Value, TensorNames.Outlines, outlines.Shape("batch"));
        return new ImageMaps(places with { Value = TensorNames.Places }, halves with { Value = TensorNames.Halves }, outlines with { Value = TensorNames.Outlines });
    }

    private static GraphMap Upwards(GraphLayers layers, GraphMap coarse, GraphMap fine, string name)
    {
        var grown = layers.Grown(layers.Pointwise(coarse, $"{name}.fromCoarse"), fine);
        return Sum(layers, fine, layers.Convolution(Sum(layers, fine, grown), $"{name}.join"));
    }

    private static GraphMap Sum(GraphLayers layers, GraphMap a, GraphMap b) => a with { Value = layers.Plain.Add(a.Value, b.Value) };
}

/// <summary>The maps of images of one grid that come out of the encoder for the heads.</summary>
internal sealed record ImageMaps(GraphMap Places, GraphMap Halves, GraphMap Outlines);
