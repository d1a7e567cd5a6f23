using Google.Protobuf;
using VividMed.Imaging;
using VividMed.Inference.Detectors;
using VividMed.Inference.Execution;
using VividMed.Inference.Manifests;
using VividMed.Inference.Tests.Toys;
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
        using var model = DetectorModel.Open(folder.Install(ToyDetector.Manifest(folder, WithoutShapes(ToyDetector.Model(classes: 5)))), Cpu);
        var error = Assert.Throws<ModelException>(() => model.Detect([White], TestContext.Current.CancellationToken));
        Assert.Equal("tensor-shape", error.Code);
        Assert.Contains("[1, 2, 5], but the manifest needs [?, ?, 2]", error.Message, StringComparison.Ordinal);
    }

    private static byte[] WithoutShapes(byte[] model)
    {
        var proto = ModelProto.Parser.ParseFrom(model);
        foreach (var output in proto.Graph.Output) output.Type.TensorType.Shape = null;
        return proto.ToByteArray();
    }
}
