using VividMed.Imaging;
using VividMed.Imaging.Png;
using VividMed.Inference.Detectors;
using VividMed.Inference.Execution;
using VividMed.Inference.Golden;
using VividMed.Inference.Hosting;
using VividMed.Inference.Manifests;
using VividMed.Inference.Tests.Toys;

namespace VividMed.Inference.Tests.Hosting;

public sealed class ModelCheckTests
{
    private static readonly ExecutionOptions Cpu = new(ExecutionProvider.Cpu, Threads: 1);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void A_recorded_case_is_met_again_and_the_report_has_figures()
    {
        using var folder = new ToyFolder();
        var manifest = folder.Install(Recorded(folder));

        var report = ModelCheck.Run(manifest, Cpu, Cancellation);

        Assert.True(report.Passed);
        Assert.Equal(0, Assert.Single(report.Golden).Difference);
        Assert.True(report is { LoadMilliseconds: > 0, MillisecondsPerItem: > 0, PeakBytes: > 1 << 20, BatchSize: 3, Provider: ExecutionProvider.Cpu });
    }

    [Fact]
    public void A_graph_that_computes_something_else_misses_its_case()
    {
        using var folder = new ToyFolder();
        var manifest = Recorded(folder);
        manifest = folder.Install(manifest with { Model = folder.Add("model.onnx", ToyDetector.Model(shift: 0.05f)) });

        var report = ModelCheck.Run(manifest, Cpu, Cancellation);

        Assert.False(report.Passed);
        Assert.Equal(0.05, report.Golden[0].Difference, 1e-4);
        Assert.Equal("logits", report.Golden[0].Output);
    }

    [Fact]
    public void A_picture_goes_through_the_manifests_own_preparation()
    {
        using var folder = new ToyFolder();
        using var png = new MemoryStream();
        PngCodec.WriteGray8(png, new GrayImage(20, 10, [.. Enumerable.Range(0, 200).Select(static i => (byte)i)]));
        var picture = folder.Add("golden.png", png.ToArray());
        var manifest = ModelCheck.RecordGolden(folder.Install(ToyDetector.Manifest(folder)), Cpu, picture, 1e-6, Cancellation);

        Assert.True(ModelCheck.Run(folder.Install(manifest), Cpu, Cancellation).Passed);
        var darker = manifest with { Radiograph = manifest.Radiograph! with { Steps = [.. manifest.Radiograph.Steps, new ScaleStep(0.5)] } };
        Assert.False(ModelCheck.Run(folder.Install(darker), Cpu, Cancellation).Passed);
    }

    [Fact]
    public void Segmenters_are_recorded_with_their_prompts()
    {
        using var folder = new ToyFolder();
        var manifest = folder.Install(ModelCheck.RecordGolden(folder.Install(ToySegmenter.Manifest(folder, [8, 8, 8])), Cpu, picture: null, 1e-4, Cancellation));

        Assert.Equal([1, 6, 8, 8, 8], manifest.Golden![0].Outputs["masks"].Shape);
        Assert.True(ModelCheck.Run(manifest, Cpu with { BatchSize = 2 }, Cancellation).Passed);
    }

    [Fact]
    public void A_golden_input_of_another_length_is_refused()
    {
        using var folder = new ToyFolder();
        var manifest = Recorded(folder);
        var input = new GoldenInput([1, 3, 8, 8], folder.Add("input.f32", new byte[100]));
        manifest = folder.Install(manifest with { Golden = [manifest.Golden![0] with { Inputs = new Dictionary<string, GoldenInput> { ["image"] = input } }] });

        Assert.Equal("golden-invalid", Assert.Throws<ModelException>(() => ModelCheck.Run(manifest, Cpu, Cancellation)).Code);
    }

    /// <summary>The rule for TensorRT and CUDA graphs; a graph on the processor is no graph, but it is asked for all the same.</summary>
    [Fact]
    public void What_is_not_trusted_must_reproduce_golden_outputs_before_it_is_used()
    {
        using var folder = new ToyFolder();
        var graphs = Cpu with { CudaGraph = true };
        var plain = folder.Install(ToyDetector.Manifest(folder));
        Assert.Equal("not-qualified", Assert.Throws<ModelException>(() => DetectorModel.Open(plain, graphs)).Code);

        var recorded = Recorded(folder);
        DetectorModel.Open(folder.Install(recorded), graphs).Dispose();

        var wrong = folder.Install(recorded with { Model = folder.Add("model.onnx", ToyDetector.Model(shift: 0.05f)) });
        var error = Assert.Throws<ModelException>(() => DetectorModel.Open(wrong, graphs));
        Assert.Equal("not-qualified", error.Code);
        Assert.Contains("0.05", error.Message, StringComparison.Ordinal);
        Assert.True(GoldenCheck.IsNeeded(ExecutionProvider.Tensorrt, Cpu));
        Assert.False(GoldenCheck.IsNeeded(ExecutionProvider.Cuda, Cpu));
    }

    [Fact]
    public void Noise_is_the_same_everywhere_and_spread_evenly()
    {
        var values = new float[10_000];
        GoldenNoise.Fill(values, 1);
        // SplitMix64 of seed 1 begins with 0x910A2DEC89025CC1.
        Assert.Equal((0x910A2D / (float)(1 << 22)) - 2, values[0]);
        Assert.InRange(values.Average(), -0.05, 0.05);
        Assert.All(values, static value => Assert.InRange(value, -2, 2));
    }

    private static ModelManifest Recorded(ToyFolder folder) => ModelCheck.RecordGolden(folder.Install(ToyDetector.Manifest(folder)), Cpu, picture: null, 1e-6, Cancellation);
}
