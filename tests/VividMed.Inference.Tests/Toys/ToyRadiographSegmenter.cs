using VividMed.Inference.Manifests;
using VividMed.Taxonomy;
using VividMed.Training.Onnx;

namespace VividMed.Inference.Tests.Toys;

/// <summary>
/// A class segmenter for radiographs whose logits are a brightness and a place: channel 0 the dark, 1 the bright, 2 the image's left
/// half, which is the patient's right.
/// </summary>
internal static class ToyRadiographSegmenter
{
    public const int Width = 16;
    public const int Height = 12;

    public static ModelManifest Manifest(ToyFolder folder, MaskDecoding? mask = null) => new()
    {
        Schema = ModelManifest.CurrentSchema,
        Id = "toy-anatomy",
        Version = "1",
        Kind = ModelKind.ClassSegmenter,
        Modality = Modality.Cxr,
        License = "MIT",
        IntendedUse = "tests",
        Model = folder.Add("model.onnx", Model()),
        Inputs = new Dictionary<string, string> { ["image"] = "image" },
        Outputs = new Dictionary<string, string> { ["masks"] = "logits" },
        Radiograph = new RadiographPreprocessing(1, Width, Height, [new ResizeStep(ResizeMode.Longest), new DivideStep(255)], 0, BatchHint: 2, PaddingSide.Both),
        Mask = mask ?? new MaskDecoding(0.5, Channels: 3),
        Labels = [new ModelLabel("bright", "heart", Index: 1), new ModelLabel("right half", "lung", Side.Right, Index: 2)],
    };

    public static byte[] Model(int width = Width, int height = Height, int channels = 3)
    {
        var graph = new OnnxGraph("toy");
        var image = graph.Input("image", "batch", "1", $"{height}", $"{width}");
        var centered = graph.Node("Sub", [image, graph.Scalar(0.5f)]);
        float[] columns = [.. Enumerable.Range(0, width).Select(x => 100 * ((width / 2f) - x - 0.5f))];
        var half = graph.Node("Add", [graph.Node("Mul", [image, graph.Scalar(0)]), graph.Floats("columns", columns, 1, 1, 1, width)]);
        string[] values = [graph.Node("Mul", [centered, graph.Scalar(-50)]), graph.Node("Mul", [centered, graph.Scalar(50)]), half];
        graph.Output(graph.Node("Concat", values.AsSpan(0, channels), OnnxGraph.Attribute("axis", 1)), "logits", "batch", $"{channels}", $"{height}", $"{width}");
        return graph.ToBytes("toy", new Dictionary<string, string>());
    }
}
