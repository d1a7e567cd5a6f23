using VividMed.Inference.Manifests;
using VividMed.Taxonomy;
using VividMed.Training.Onnx;

namespace VividMed.Inference.Tests.Toys;

/// <summary>
/// A detector of two queries and two classes on a square of 8 pixels that always gives the same boxes. The first query's
/// first logit is the image's brightest value, so that a result tells which image of a batch it belongs to.
/// </summary>
internal static class ToyDetector
{
    public const int Size = 8;

    public static ModelManifest Manifest(ToyFolder folder, byte[]? model = null) => new()
    {
        Schema = ModelManifest.CurrentSchema,
        Id = "toy-detector",
        Version = "1",
        Kind = ModelKind.Detector,
        Modality = Modality.Cxr,
        License = "MIT",
        IntendedUse = "tests",
        Model = folder.Add("model.onnx", model ?? Model()),
        Inputs = new Dictionary<string, string> { ["image"] = "pixel_values" },
        Outputs = new Dictionary<string, string> { ["logits"] = "pred_logits", ["boxes"] = "pred_boxes" },
        Radiograph = new RadiographPreprocessing(3, Size, Size, [new ResizeStep(ResizeMode.Longest), new DivideStep(255)], 0, BatchHint: 3),
        Detection = new DetectionDecoding(DetectionFormat.DetrRaw, BoxFrame.Padded, TopK: 4, ScoreThreshold: 0.1),
        Labels = [new ModelLabel("Nodule", "lung nodule"), new ModelLabel("Left effusion", "pleural effusion", Side.Left)],
    };

    public static byte[] Model(int channels = 3, int classes = 2, string logits = "pred_logits", bool extraInput = false, float shift = 0)
    {
        var graph = new OnnxGraph("toy");
        var image = graph.Input("pixel_values", "batch", $"{channels}", $"{Size}", $"{Size}");
        var brightest = graph.Node("ReduceMax", [image], OnnxGraph.Attribute("axes", [1, 2]), OnnxGraph.Attribute("keepdims", 0));
        var one = graph.Node("ReduceMax", [brightest], OnnxGraph.Attribute("axes", [1]), OnnxGraph.Attribute("keepdims", 0));
        var perImage = graph.Node("Reshape", [one, graph.Integers(-1, 1, 1)]);
        if (extraInput) perImage = graph.Node("Add", [perImage, graph.Input("temperature", "1")]);

        float[] selected = new float[2 * classes];
        selected[0] = 1;
        float[] fixedLogits = [shift, .. Enumerable.Repeat(-1f, (2 * classes) - 1)];
        var scores = graph.Node("Add", [graph.Node("Mul", [perImage, graph.Floats("selected", selected, 1, 2, classes)]), graph.Floats("fixed_logits", fixedLogits, 1, 2, classes)]);
        var boxes = graph.Node("Add", [graph.Node("Mul", [perImage, graph.Scalar(0)]), graph.Floats("fixed_boxes", [0.5f, 0.25f, 0.5f, 0.25f, 0.25f, 0.5f, 0.5f, 1f], 1, 2, 4)]);
        graph.Output(scores, logits, "batch", "2", $"{classes}");
        graph.Output(boxes, "pred_boxes", "batch", "2", "4");
        return graph.ToBytes("toy", new Dictionary<string, string>());
    }
}
