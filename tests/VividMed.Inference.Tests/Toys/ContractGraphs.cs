using VividMed.Training.Onnx;
using VividMed.Training.OnnxFormat;

namespace VividMed.Inference.Tests.Toys;

/// <summary>
/// Graphs with the tensors of exports that users bring, at small sizes and with outputs that can be said beforehand: the image's
/// brightest value decides a score, so that a result tells which image it belongs to.
/// </summary>
internal static class ContractGraphs
{
    private const int Float = 1;
    private const int Int64 = 7;

    /// <summary>DINO from detrex: pixel_values and pixel_mask; the second query's score is the share of the tensor that the mask calls image.</summary>
    public static byte[] Dino(int size, int classes) => Build(graph =>
    {
        var image = graph.Input("pixel_values", "batch", "3", $"{size}", $"{size}");
        var mask = graph.Input("pixel_mask", "batch", $"{size}", $"{size}");
        var bright = PerImage(graph, graph.Node("ReduceMax", [image], Axes(1, 2, 3), Keep(0)));
        var covered = PerImage(graph, graph.Node("ReduceMean", [mask], Axes(1, 2), Keep(0)));
        var first = new float[2 * classes];
        var second = new float[2 * classes];
        (first[0], second[^1]) = (10, 20);
        float[] none = [.. Enumerable.Repeat(-12f, 2 * classes)];
        var logits = graph.Node("Add", [graph.Node("Mul", [bright, graph.Floats("first", first, 1, 2, classes)]), graph.Node("Mul", [covered, graph.Floats("second", second, 1, 2, classes)])]);
        graph.Output(graph.Node("Add", [logits, graph.Floats("none", none, 1, 2, classes)]), "pred_logits", "batch", "2", $"{classes}");
        graph.Output(Constant(graph, bright, [0.5f, 0.25f, 0.5f, 0.25f, 0.25f, 0.5f, 0.5f, 1f], 1, 2, 4), "pred_boxes", "batch", "2", "4");
    });

    /// <summary>DETR: a class more, which means no object and wins for the second query.</summary>
    public static byte[] Detr(int size) => Build(graph =>
    {
        var bright = PerImage(graph, graph.Node("ReduceMax", [graph.Input("pixel_values", "batch", "3", $"{size}", $"{size}")], Axes(1, 2, 3), Keep(0)));
        graph.Output(Constant(graph, bright, [4, 0, 0, 0, 0, 9], 1, 2, 3), "logits", "batch", "2", "3");
        graph.Output(Constant(graph, bright, [0.5f, 0.5f, 0.5f, 0.5f, 0.5f, 0.5f, 1, 1], 1, 2, 4), "pred_boxes", "batch", "2", "4");
    });

    /// <summary>RT-DETR's own export: images and orig_target_sizes (width, height) in, labels, boxes in pixels of the original and scores out.</summary>
    public static byte[] RtDetr(int size) => Build(graph =>
    {
        var image = graph.Input("images", "N", "3", $"{size}", $"{size}");
        var sizes = graph.IntegerInput("orig_target_sizes", "N", "2");
        var bright = graph.Node("Reshape", [graph.Node("ReduceMax", [image], Axes(1, 2, 3), Keep(0)), graph.Integers(-1, 1)]);
        var labels = graph.Node("Cast", [Constant(graph, bright, [1, 7], 1, 2)], OnnxGraph.Attribute("to", Int64));
        var wide = graph.Node("Concat", [graph.Node("Cast", [sizes], OnnxGraph.Attribute("to", Float)), graph.Node("Cast", [sizes], OnnxGraph.Attribute("to", Float))], OnnxGraph.Attribute("axis", 1));
        var boxes = graph.Node("Mul", [graph.Node("Reshape", [wide, graph.Integers(-1, 1, 4)]), graph.Floats("shares", [0.25f, 0.5f, 0.75f, 1f, 0, 0, 1, 1], 1, 2, 4)]);
        graph.IntegerOutput(labels, "labels", "N", "2");
        graph.Output(boxes, "boxes", "N", "2", "4");
        graph.Output(graph.Node("Add", [graph.Node("Mul", [bright, graph.Floats("weights", [0.5f, 0.1f], 1, 2)]), graph.Floats("base", [0.3f, 0], 1, 2)]), "scores", "N", "2");
    });

    /// <summary>Ultralytics: output0 [B, 4 + 2 classes, 3 anchors]; two of the anchors overlap.</summary>
    public static byte[] Yolo(int size) => Build(graph =>
    {
        var bright = PerImage(graph, graph.Node("ReduceMax", [graph.Input("images", "batch", "3", $"{size}", $"{size}")], Axes(1, 2, 3), Keep(0)));
        float[] rows =
        [
            32, 33, 16, // cx
            32, 32, 32, // cy
            32, 32, 8, // w
            16, 16, 8, // h
            0.9f, 0.8f, 0.1f, // first class
            0, 0, 0.6f, // second class
        ];
        graph.Output(Constant(graph, bright, rows, 1, 6, 3), "output0", "batch", "6", "3");
    });

    /// <summary>nnU-Net: one channel [z, y, x] in, logits of classes over it out; channel i likes values near i - 1.</summary>
    public static byte[] NnUNet(int[] window, int classes) => Build(graph =>
    {
        string[] space = [$"{window[2]}", $"{window[1]}", $"{window[0]}"];
        var image = graph.Input("input", ["batch", "1", .. space]);
        var logits = Enumerable.Range(0, classes).Select(i =>
        {
            var far = graph.Node("Abs", [graph.Node("Sub", [image, graph.Scalar(i - 1)])]);
            return graph.Node("Mul", [far, graph.Scalar(-30)]);
        }).ToArray();
        graph.Output(graph.Node("Concat", logits, OnnxGraph.Attribute("axis", 1)), "output", ["batch", $"{classes}", .. space]);
    });

    private static byte[] Build(Action<OnnxGraph> draw)
    {
        var graph = new OnnxGraph("contract");
        draw(graph);
        return graph.ToBytes("contract", new Dictionary<string, string>());
    }

    private static string PerImage(OnnxGraph graph, string value) => graph.Node("Reshape", [value, graph.Integers(-1, 1, 1)]);

    /// <summary>The same values for each image of the batch.</summary>
    private static string Constant(OnnxGraph graph, string perImage, float[] values, params long[] shape) =>
        graph.Node("Add", [graph.Node("Mul", [perImage, graph.Scalar(0)]), graph.Floats($"constant{string.Join('x', shape)}", values, shape)]);

    private static AttributeProto Axes(params long[] axes) => OnnxGraph.Attribute("axes", axes);

    private static AttributeProto Keep(long keep) => OnnxGraph.Attribute("keepdims", keep);
}
