using System.Security.Cryptography;
using VividMed.Inference.Manifests;
using VividMed.Training.Onnx;

namespace VividMed.Bench.Inference;

/// <summary>A DETR-shaped network of a chosen cost that finds nothing: convolutions at a quarter of the resolution.</summary>
internal static class SizedDetector
{
    public const string Id = "bench-detector";
    private const int Size = 256;
    private const int Width = 32;

    /// <summary>Writes the model beside the others and gives its id.</summary>
    public static string Install(string models, double gigaMacs)
    {
        var like = ModelManifest.Load(Path.Combine(models, "phantom-dino-mini"));
        // A convolution of 3 x 3 between 32 channels on 64 x 64 places.
        var layers = Math.Max(1, (int)Math.Round(gigaMacs * 1e9 / (9.0 * Width * Width * (Size / 4) * (Size / 4))));
        var model = Model(layers, like.Labels.Count);
        var folder = Path.Combine(models, Id);
        Directory.CreateDirectory(folder);
        File.WriteAllBytes(Path.Combine(folder, "model.onnx"), model);
        File.WriteAllBytes(Path.Combine(folder, "model.json"), (like with
        {
            Id = Id,
            Model = new ModelFile("model.onnx", model.Length, Convert.ToHexStringLower(SHA256.HashData(model))),
            Golden = null,
        }).ToJson());
        return Id;
    }

    private static byte[] Model(int layers, int classes)
    {
        var graph = new OnnxGraph("bench");
        var image = graph.Input("pixel_values", "batch", "3", $"{Size}", $"{Size}");
        var random = new Random(1);
        var value = graph.Node("Conv", [image, Weights("stem", 3, 4)], OnnxGraph.Attribute("strides", [4, 4]));
        for (var layer = 0; layer < layers; layer++)
        {
            value = graph.Node("Relu", [graph.Node("Conv", [value, Weights($"layer{layer}", Width, 3)], OnnxGraph.Attribute("pads", [1, 1, 1, 1]))]);
        }

        var pooled = graph.Node("Reshape", [graph.Node("GlobalAveragePool", [value]), graph.Integers(-1, 1, Width)]);
        graph.Output(Constant(classes, -20), "pred_logits", "batch", "1", $"{classes}");
        graph.Output(Constant(4, 0.5f), "pred_boxes", "batch", "1", "4");
        return graph.ToBytes("bench", new Dictionary<string, string>());

        string Weights(string name, int from, int side) => graph.Floats(
            name, [.. Enumerable.Range(0, Width * from * side * side).Select(_ => (float)((random.NextDouble() - 0.5) / Math.Sqrt(from * side * side)))], Width, from, side, side);

        string Constant(int length, float offset) =>
            graph.Node("Add", [graph.Node("MatMul", [pooled, graph.Floats($"none{length}", new float[Width * length], Width, length)]), graph.Scalar(offset)]);
    }
}
