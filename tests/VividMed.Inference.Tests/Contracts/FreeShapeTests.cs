using Google.Protobuf;
using VividMed.Imaging;
using VividMed.Inference.Detectors;
using VividMed.Inference.Execution;
using VividMed.Inference.Manifests;
using VividMed.Inference.Tests.Toys;
using VividMed.Training.Onnx;
using VividMed.Training.OnnxFormat;

namespace VividMed.Inference.Tests.Contracts;

/// <summary>Exporters that say little of their outputs: what comes is checked when it comes.</summary>
public sealed class FreeShapeTests
{
    private static readonly ExecutionOptions Cpu = new(ExecutionProvider.Cpu, Threads: 1);
    private static readonly GrayImage White = new(8, 8, [.. Enumerable.Repeat((byte)255, 64)]);

    [Fact]
    public void A_graph_that_states_no_shape_of_its_outputs_runs()
    {
        using var folder = new ToyFolder();
        using var model = DetectorModel.Open(folder.Install(ToyDetector.Manifest(folder, WithoutShapes(ToyDetector.Model()))), Cpu);
        Assert.NotEmpty(model.Detect([White], TestContext.Current.CancellationToken)[0]);
    }

    [Fact]
    public void Another_shape_than_the_manifest_s_is_refused_when_it_comes()
    {
        using var folder = new ToyFolder();
        using var model = DetectorModel.Open(folder.Install(ToyDetector.Manifest(folder, Unknown(classes: 5))), Cpu);
        var error = Assert.Throws<ModelException>(() => model.Detect([White], TestContext.Current.CancellationToken));
        Assert.Equal("tensor-shape", error.Code);
        Assert.Contains("[1, 2, 5], but the manifest needs [?, ?, 2]", error.Message, StringComparison.Ordinal);
    }

    /// <summary>How many classes come is known only when the graph runs.</summary>
    private static byte[] Unknown(int classes) => GraphEdits.Build(graph =>
    {
        var image = graph.Input("pixel_values", "batch", "3", "8", "8");
        var bright = graph.Node("Reshape", [graph.Node("ReduceMax", [image], OnnxGraph.Attribute("axes", [1, 2, 3]), OnnxGraph.Attribute("keepdims", 0)), graph.Integers(-1, 1, 1)]);
        var some = graph.Node("Add", [bright, graph.Floats("values", new float[2 * classes], 1, 2, classes)]);
        var all = graph.Node("GreaterOrEqual", [graph.Node("Reshape", [graph.Node("ReduceMax", [some], OnnxGraph.Attribute("axes", [0, 1]), OnnxGraph.Attribute("keepdims", 0)), graph.Integers(-1)]), graph.Scalar(0)]);
        graph.Output(graph.Node("Compress", [some, all], OnnxGraph.Attribute("axis", 2)), "pred_logits", "batch", "2", "classes");
        graph.Output(graph.Node("Add", [graph.Node("Mul", [bright, graph.Scalar(0)]), graph.Floats("boxes", [0.5f, 0.5f, 1, 1, 0.5f, 0.5f, 1, 1], 1, 2, 4)]), "pred_boxes", "batch", "2", "4");
    });

    private static byte[] WithoutShapes(byte[] model)
    {
        var proto = ModelProto.Parser.ParseFrom(model);
        foreach (var output in proto.Graph.Output) output.Type.TensorType.Shape = null;
        return proto.ToByteArray();
    }
}
