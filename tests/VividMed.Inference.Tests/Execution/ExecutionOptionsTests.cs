using VividMed.Imaging.Geometry;
using VividMed.Imaging.Masks;
using VividMed.Inference.Detectors;
using VividMed.Inference.Execution;
using VividMed.Inference.Manifests;
using VividMed.Inference.Segmenters;
using VividMed.Inference.Tests.Toys;

namespace VividMed.Inference.Tests.Execution;

public sealed class ExecutionOptionsTests
{
    [Theory]
    [InlineData("auto", ExecutionProvider.Auto, null)]
    [InlineData("cpu", ExecutionProvider.Cpu, null)]
    [InlineData("cuda", ExecutionProvider.Cuda, null)]
    [InlineData("tensorrt", ExecutionProvider.Tensorrt, null)]
    [InlineData("plugin:/opt/ep.so", ExecutionProvider.Plugin, "/opt/ep.so")]
    public void A_provider_is_named_by_a_word_and_is_required(string text, ExecutionProvider provider, string? library)
    {
        var options = ExecutionOptions.Parse(text);
        Assert.Equal((provider, library, true), (options.Provider, options.PluginLibrary, options.Required));
    }

    [Theory]
    [InlineData("")]
    [InlineData("gpu")]
    [InlineData("CUDA")]
    [InlineData("plugin:")]
    public void Any_other_word_is_refused_with_those_that_there_are(string text)
    {
        var error = Assert.Throws<ModelException>(() => ExecutionOptions.Parse(text));
        Assert.Equal("provider-unknown", error.Code);
        Assert.Contains("plugin:PATH", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_library_that_is_no_provider_is_an_error_that_says_so()
    {
        using var folder = new ToyFolder();
        var manifest = folder.Install(ToyDetector.Manifest(folder));
        File.WriteAllText(folder.Path("ep.so"), "no library");

        var error = Assert.Throws<ModelException>(() => DetectorModel.Open(manifest, ExecutionOptions.Parse("plugin:" + folder.Path("ep.so"))));
        Assert.Equal("provider-unavailable", error.Code);
    }

    [Fact]
    public void A_forbidden_provider_is_refused_with_the_manifests_reason()
    {
        using var folder = new ToyFolder();
        var manifest = folder.Install(ToyDetector.Manifest(folder) with { Forbidden = [new ForbiddenProvider(ExecutionProvider.Tensorrt, "GridSample compiles wrong")] });

        var error = Assert.Throws<ModelException>(() => DetectorModel.Open(manifest, new ExecutionOptions(ExecutionProvider.Tensorrt)));
        Assert.Equal("provider-not-allowed", error.Code);
        Assert.Contains("GridSample compiles wrong", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ExecutionProvider.Cpu, 1, 1, 1)]
    [InlineData(ExecutionProvider.Cpu, 2, 1, 1)]
    [InlineData(ExecutionProvider.Cpu, 16, 15, 1)]
    [InlineData(ExecutionProvider.Cuda, 16, 15, 15)]
    public void The_runtime_and_the_loaders_share_the_processors(ExecutionProvider provider, int processors, int threads, int loaders)
    {
        Assert.Equal(threads, SessionSettings.DefaultThreads(processors));
        Assert.Equal(loaders, new ExecutionOptions(provider).LoadersBeside(processors));
    }

    [Fact]
    public void Bound_memory_gives_what_a_plain_call_gives()
    {
        using var folder = new ToyFolder();
        var manifest = folder.Install(ToySegmenter.Manifest(folder, [8, 8, 8]));
        var cpu = new ExecutionOptions(ExecutionProvider.Cpu, Threads: 1);
        using var plain = SegmenterModel.Open(manifest, cpu);
        using var bound = SegmenterModel.Open(manifest, cpu with { BindMemory = true });
        var volume = new Volume(14, 9, 17, [.. Enumerable.Range(0, 14 * 9 * 17).Select(static i => (float)(i * 37 % 101))], Affine.Identity);
        SegmentationPrompt[] prompts = [new("bright"), new("dark"), new("front")];

        foreach (var _ in (int[])[1, 2])
        {
            var expected = plain.Segment(volume, prompts, TestContext.Current.CancellationToken);
            var found = bound.Segment(volume, prompts, TestContext.Current.CancellationToken);
            foreach (var (a, b) in expected.Zip(found)) Assert.Equal(RunLengthMask.Encode(a.Mask).Counts, RunLengthMask.Encode(b.Mask).Counts);
        }
    }

    [Fact]
    public void What_ran_is_described_with_provider_and_runtime_version()
    {
        using var folder = new ToyFolder();
        var manifest = folder.Install(ToyDetector.Manifest(folder));
        using var model = DetectorModel.Open(manifest, new ExecutionOptions(ExecutionProvider.Cpu));
        Assert.Matches(@"^[0-9a-f]{64} on cpu, ONNX Runtime \d+\.\d+\.\d+$", model.Description);
    }
}
