using VividMed.Training.Onnx;

namespace VividMed.Inference.Tests.Toys;

/// <summary>As <see cref="ContractGraphs"/>: exports whose tensors lie otherwise.</summary>
internal static class MoreContractGraphs
{
    /// <summary>YOLOX before its grids: [B, cells of 8, 16, 32, 5 + 2]; some rows are given, the others say nothing.</summary>
    public static byte[] Yolox(int size, params (int Cell, float[] Row)[] rows)
    {
        var cells = (size / 8 * (size / 8)) + (size / 16 * (size / 16)) + (size / 32 * (size / 32));
        return Predictions(size, cells, rows);
    }

    /// <summary>YOLOv5: [B, N, 5 + 2] in pixels.</summary>
    public static byte[] Yolov5(int size, int count, params (int Cell, float[] Row)[] rows) => Predictions(size, count, rows);

    /// <summary>Ultralytics at a real number of places: [B, 4 + 2, cells].</summary>
    public static byte[] Ultralytics(int size) => GraphEdits.Build(graph =>
    {
        var cells = (size / 8 * (size / 8)) + (size / 16 * (size / 16)) + (size / 32 * (size / 32));
        var bright = graph.Node("Reshape", [Max(graph, graph.Input("images", "batch", "3", $"{size}", $"{size}"), 1, 2, 3), graph.Integers(-1, 1, 1)]);
        graph.Output(graph.Node("Mul", [bright, graph.Floats("rows", [.. Enumerable.Repeat(0.25f, 6 * cells)], 1, 6, cells)]), "output0", "batch", "6", $"{cells}");
    });

    /// <summary>detectron2 as it is traced: an image without a batch axis; boxes, classes and scores of what is brighter than a limit, which may be nothing.</summary>
    public static byte[] Detectron(int height, int width) => GraphEdits.Build(graph =>
    {
        var image = graph.Input("image", "3", $"{height}", $"{width}");
        var bright = graph.Node("Reshape", [Max(graph, image, 0, 1, 2), graph.Integers(1)]);
        var kept = graph.Node("Greater", [bright, graph.Floats("limits", [10, 200], 2)]);
        graph.Output(graph.Node("Compress", [graph.Floats("box values", [2, 4, 10, 8, 0, 0, width, height], 2, 4), kept], OnnxGraph.Attribute("axis", 0)), "boxes", "n", "4");
        graph.IntegerOutput(graph.Node("Compress", [graph.Integers(1, 0), kept], OnnxGraph.Attribute("axis", 0)), "classes", "n");
        graph.Output(graph.Node("Compress", [graph.Floats("values", [0.75f, 0.5f], 2), kept], OnnxGraph.Attribute("axis", 0)), "scores", "n");
    });

    /// <summary>Keras: [B, H, W, 3] in, a softmax over three classes [B, H, W, 3] out: dark, middle and bright by the channels' mean.</summary>
    public static byte[] Keras(int height, int width, bool softmax = true) => GraphEdits.Build(graph =>
    {
        var image = graph.Input("input_1", "batch", $"{height}", $"{width}", "3");
        // Channels weigh differently, so that one read from another place shows.
        var gray = graph.Node("ReduceSum", [graph.Node("Mul", [image, graph.Floats("weights", [0.5f, 0.3f, 0.2f], 1, 1, 1, 3)]), graph.Integers(3)], OnnxGraph.Attribute("keepdims", 1));
        var far = ((float[])[0, 0.5f, 1]).Select(level => graph.Node("Mul", [graph.Node("Abs", [graph.Node("Sub", [gray, graph.Scalar(level)])]), graph.Scalar(-40)])).ToArray();
        var logits = graph.Node("Concat", far, OnnxGraph.Attribute("axis", 3));
        graph.Output(softmax ? graph.Node("Softmax", [logits], OnnxGraph.Attribute("axis", 3)) : logits, "softmax", "batch", $"{height}", $"{width}", "3");
    });

    /// <summary>Two radiographs of different size and preparation: the logit is the brightest of the first less the brightest of the second.</summary>
    public static byte[] TwoImages(int size, int small) => GraphEdits.Build(graph =>
    {
        var first = Max(graph, graph.Input("global", "batch", "3", $"{size}", $"{size}"), 1, 2, 3);
        var second = Max(graph, graph.Input("detail", "batch", "1", $"{small}", $"{small}"), 1, 2, 3);
        var logit = graph.Node("Reshape", [graph.Node("Sub", [first, second]), graph.Integers(-1, 1, 1)]);
        graph.Output(logit, "logits", "batch", "1", "1");
        graph.Output(graph.Node("Add", [graph.Node("Mul", [logit, graph.Scalar(0)]), graph.Floats("box", [0.5f, 0.5f, 1, 1], 1, 1, 4)]), "boxes", "batch", "1", "4");
    });

    /// <summary>Two volumes of the same window: class 1 where the first is above and the second below zero.</summary>
    public static byte[] TwoVolumes(int[] window) => GraphEdits.Build(graph =>
    {
        string[] space = [$"{window[2]}", $"{window[1]}", $"{window[0]}"];
        var lung = graph.Input("lung", ["batch", "1", .. space]);
        var bone = graph.Input("bone", ["batch", "1", .. space]);
        var hit = graph.Node("Mul", [graph.Node("Sub", [lung, bone]), graph.Scalar(20)]);
        graph.Output(graph.Node("Concat", [graph.Node("Mul", [hit, graph.Scalar(0)]), hit], OnnxGraph.Attribute("axis", 1)), "masks", ["batch", "2", .. space]);
    });

    /// <summary>Slices with their neighbors: the logit of class 1 is below + 10 * middle + 100 * above - 50.</summary>
    public static byte[] Slices(int width, int height, int channels = 3, bool last = false) => GraphEdits.Build(graph =>
    {
        string[] shape = last ? ["batch", $"{height}", $"{width}", $"{channels}"] : ["batch", $"{channels}", $"{height}", $"{width}"];
        var axis = last ? 3 : 1;
        float[] weights = [.. Enumerable.Range(0, channels).Select(static c => MathF.Pow(10, c))];
        long[] across = [1, 1, 1, 1];
        across[axis] = channels;
        var sum = graph.Node("ReduceSum", [graph.Node("Mul", [graph.Input("slices", shape), graph.Floats("weights", weights, across)]), graph.Integers(axis)], OnnxGraph.Attribute("keepdims", 1));
        var logit = graph.Node("Sub", [sum, graph.Scalar(50)]);
        string[] output = [.. shape];
        output[axis] = "2";
        graph.Output(graph.Node("Concat", [graph.Node("Mul", [logit, graph.Scalar(0)]), logit], OnnxGraph.Attribute("axis", axis)), "logits", output);
    });

    private static byte[] Predictions(int size, int count, (int Cell, float[] Row)[] rows) => GraphEdits.Build(graph =>
    {
        var values = new float[count * 7];
        foreach (var (cell, row) in rows) row.CopyTo(values, cell * 7);
        var bright = graph.Node("Reshape", [Max(graph, graph.Input("images", "batch", "3", $"{size}", $"{size}"), 1, 2, 3), graph.Integers(-1, 1, 1)]);
        graph.Output(graph.Node("Add", [graph.Node("Mul", [bright, graph.Scalar(0)]), graph.Floats("rows", values, 1, count, 7)]), "output", "batch", $"{count}", "7");
    });

    private static string Max(OnnxGraph graph, string value, params long[] axes) =>
        graph.Node("ReduceMax", [value], OnnxGraph.Attribute("axes", axes), OnnxGraph.Attribute("keepdims", 0));
}
