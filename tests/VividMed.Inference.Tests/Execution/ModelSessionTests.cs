using VividMed.Imaging;
using VividMed.Inference.Detectors;
using VividMed.Inference.Execution;
using VividMed.Inference.Manifests;
using VividMed.Inference.Segmenters;
using VividMed.Inference.Tests.Toys;

namespace VividMed.Inference.Tests.Execution;

public sealed class ModelSessionTests
{
    private static readonly ExecutionOptions Cpu = new(ExecutionProvider.Cpu, Threads: 1);

    [Theory]
    [InlineData(1, 2, "pred_logits", false, "tensor-shape")]
    [InlineData(3, 5, "pred_logits", false, "tensor-shape")]
    [InlineData(3, 2, "logits", false, "tensor-missing")]
    [InlineData(3, 2, "pred_logits", true, "tensor-unknown")]
    public void A_detector_graph_that_differs_from_its_manifest_is_refused(int channels, int classes, string logits, bool extraInput, string code)
    {
        using var folder = new ToyFolder();
        var manifest = folder.Install(ToyDetector.Manifest(folder, ToyDetector.Model(channels, classes, logits, extraInput)));

        Assert.Equal(code, Assert.Throws<ModelException>(() => DetectorModel.Open(manifest, Cpu)).Code);
    }

    [Fact]
    public void A_segmenter_graph_with_another_prompt_width_is_refused()
    {
        using var folder = new ToyFolder();
        var manifest = ToySegmenter.Manifest(folder, [4, 4, 4]);
        manifest = folder.Install(manifest with { Model = folder.Add("model.onnx", ToySegmenter.Model([4, 4, 4], VolumeAxisOrder.Zyx, promptWidth: 5)) });

        Assert.Equal("tensor-shape", Assert.Throws<ModelException>(() => SegmenterModel.Open(manifest, Cpu)).Code);
    }

    [Fact]
    public void A_file_that_is_no_onnx_model_is_refused()
    {
        using var folder = new ToyFolder();
        var manifest = folder.Install(ToyDetector.Manifest(folder, [1, 2, 3, 4]));

        Assert.Equal("model-unreadable", Assert.Throws<ModelException>(() => DetectorModel.Open(manifest, Cpu)).Code);
    }

    [Theory]
    [InlineData(
        "[ErrorCode:Fail] Load model from /m/model.onnx failed:/onnxruntime_src/onnxruntime/core/graph/graph.cc:1587 void onnxruntime::Graph::InitializeStateFromModelFileGraphProto() This is an invalid model. Graph output (out) does not exist in the graph.\n",
        "This is an invalid model. Graph output (out) does not exist in the graph.")]
    [InlineData("[ErrorCode:InvalidProtobuf] Load model from /m/model.onnx failed:Protobuf parsing failed.", "Protobuf parsing failed.")]
    [InlineData("something else (entirely)", "something else (entirely)")]
    public void Why_a_file_does_not_load_is_told_without_the_runtime_s_own_sources(string message, string told) =>
        Assert.Equal(told, LoadFailure.Explain(message));

    [Fact]
    public void A_model_of_the_other_kind_is_refused()
    {
        using var folder = new ToyFolder();
        var manifest = folder.Install(ToyDetector.Manifest(folder));

        Assert.Equal("wrong-kind", Assert.Throws<ModelException>(() => SegmenterModel.Open(manifest, Cpu)).Code);
    }

    [Theory]
    [InlineData(ExecutionProvider.Cuda)]
    [InlineData(ExecutionProvider.Tensorrt)]
    public void A_required_provider_that_is_missing_is_an_error_that_says_what_helps(ExecutionProvider provider)
    {
        Assert.SkipWhen(ProviderTrial.WhyNot(provider, new()) is null, "this machine has the provider");
        using var folder = new ToyFolder();
        var manifest = folder.Install(ToyDetector.Manifest(folder));

        var error = Assert.Throws<ModelException>(() => DetectorModel.Open(manifest, new ExecutionOptions(provider)));
        Assert.Equal("provider-unavailable", error.Code);
        Assert.Contains(SessionProvider.IsBuiltIn(provider) ? "CUDA 13" : "-p:OnnxRuntime=gpu", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wanted_provider_that_is_missing_falls_back_and_says_so()
    {
        Assert.SkipWhen(ProviderTrial.WhyNot(ExecutionProvider.Cuda, new()) is null, "this machine has the provider");
        using var folder = new ToyFolder();
        using var model = DetectorModel.Open(folder.Install(ToyDetector.Manifest(folder)), new ExecutionOptions(ExecutionProvider.Cuda, Required: false));

        Assert.Equal(ExecutionProvider.Cpu, model.ExecutionProvider);
        Assert.NotNull(model.FallbackReason);
    }

    [Fact]
    public void A_missing_plugin_library_is_named()
    {
        using var folder = new ToyFolder();
        var manifest = folder.Install(ToyDetector.Manifest(folder));

        var error = Assert.Throws<ModelException>(() => DetectorModel.Open(manifest, ExecutionOptions.Parse("plugin:/nowhere/libcuda-ep.so")));
        Assert.Contains("/nowhere/libcuda-ep.so", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_provider_that_the_manifest_does_not_allow_is_refused()
    {
        using var folder = new ToyFolder();
        var manifest = folder.Install(ToyDetector.Manifest(folder) with { Providers = [ExecutionProvider.Cuda] });

        Assert.Equal("provider-not-allowed", Assert.Throws<ModelException>(() => DetectorModel.Open(manifest, Cpu)).Code);
    }

    [Fact]
    public void Auto_says_what_it_chose()
    {
        using var folder = new ToyFolder();
        using var model = DetectorModel.Open(folder.Install(ToyDetector.Manifest(folder)), new ExecutionOptions());

        Assert.NotEqual(ExecutionProvider.Auto, model.ExecutionProvider);
        Assert.Equal(model.ExecutionProvider == ExecutionProvider.Cpu, model.FallbackReason is not null);
        Assert.Equal(model.FallbackReason, ProviderCheck.FallbackOfAuto(new ExecutionOptions()));
    }

    [Fact]
    public void Auto_says_that_the_manifest_keeps_it_from_a_GPU()
    {
        using var folder = new ToyFolder();
        using var model = DetectorModel.Open(folder.Install(ToyDetector.Manifest(folder) with { Providers = [ExecutionProvider.Cpu] }), new ExecutionOptions());
        Assert.Contains("manifest of model toy-detector", model.FallbackReason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_closed_model_refuses_work()
    {
        using var folder = new ToyFolder();
        var model = DetectorModel.Open(folder.Install(ToyDetector.Manifest(folder)), Cpu);
        model.Dispose();
        model.Dispose();

        Assert.Throws<ObjectDisposedException>(() => model.Detect([new GrayImage(8, 8, new byte[64])], TestContext.Current.CancellationToken));
    }
}
