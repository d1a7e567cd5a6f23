using VividMed.Inference.Execution;
using VividMed.Inference.Manifests;
using VividMed.Training.Onnx;

namespace VividMed.Inference.Tests.Execution;

/// <summary>A provider is tried with one convolution, before any work is taken.</summary>
public sealed class ProviderTrialTests
{
    private static readonly ExecutionOptions Cpu = new(ExecutionProvider.Cpu);

    [Fact]
    public void The_model_of_the_trial_is_one_convolution()
    {
        var graph = new OnnxGraph("convolution");
        var kernel = graph.Floats("kernel", [.. Enumerable.Repeat(1f, 9)], 1, 1, 3, 3);
        graph.Output(graph.Node("Conv", [graph.Input("x", "1", "1", "3", "3"), kernel]), "y", "1", "1", "1", "1");

        Assert.Equal(graph.ToBytes("tries a device", new Dictionary<string, string>()), ProviderTrial.Model);
    }

    [Fact]
    public void The_model_of_the_trial_runs()
    {
        using var settings = SessionSettings.For(Cpu);
        ProviderTrial.Run(settings);
    }

    [Theory]
    [InlineData("cpu")]
    [InlineData("auto")]
    public void The_processor_and_what_there_is_are_always_to_be_had(string provider) => ProviderCheck.Require(ExecutionOptions.Parse(provider));

    [Theory]
    [InlineData("cuda", "CUDA")]
    [InlineData("tensorrt", "TensorRT")]
    [InlineData("plugin:/nowhere/ep.so", "/nowhere/ep.so")]
    public void What_is_named_and_cannot_be_had_is_refused_in_one_line_with_cause_and_cure(string provider, string named)
    {
        var options = ExecutionOptions.Parse(provider);
        Assert.SkipWhen(ProviderTrial.WhyNot(options.Provider, options) is null, "this machine has the provider");

        var refused = Assert.Throws<ModelException>(() => ProviderCheck.Require(options));

        Assert.Equal("provider-unavailable", refused.Code);
        Assert.Contains(named, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);
    }

    [Fact]
    public void What_is_only_wanted_is_not_required() => ProviderCheck.Require(new ExecutionOptions(ExecutionProvider.Cuda, Required: false));

    [Fact]
    public void A_gpu_build_whose_gpu_cannot_be_had_runs_auto_as_on_a_processor_and_says_why()
    {
        Assert.SkipUnless(SessionProvider.IsBuiltIn(ExecutionProvider.Cuda), "this build is for the CPU");
        Assert.SkipWhen(ProviderTrial.WhyNot(ExecutionProvider.Cuda, new()) is null, "this machine has a GPU");

        Assert.False(ProviderSelection.TakesDevice(new ExecutionOptions()));
        Assert.Contains("CUDA 13", ProviderCheck.FallbackOfAuto(new()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_cpu_build_takes_the_processor_for_auto_and_says_which_build_would_not()
    {
        Assert.SkipWhen(SessionProvider.IsBuiltIn(ExecutionProvider.Cuda), "this build is for GPUs");
        Assert.Contains("-p:OnnxRuntime=gpu", ProviderCheck.FallbackOfAuto(new()), StringComparison.Ordinal);
        Assert.Null(ProviderCheck.FallbackOfAuto(new(ExecutionProvider.Cpu)));
    }
}
