using Microsoft.ML.OnnxRuntime;
using VividMed.Imaging;
using VividMed.Inference.Detectors;
using VividMed.Inference.Execution;
using VividMed.Inference.Manifests;
using VividMed.Inference.Tests.Toys;

namespace VividMed.Inference.Tests.Execution;

/// <summary>What deals work to the sessions of several GPUs, tried with sessions on the processor.</summary>
public sealed class SessionLanesTests
{
    private static readonly ExecutionOptions TwoSessions = new(ExecutionProvider.Cpu, Threads: 1) { SessionsOnCpu = 2 };

    [Fact]
    public void A_call_beside_another_goes_to_the_session_that_is_free()
    {
        using var lanes = new SessionLanes();
        for (var i = 0; i < 2; i++) lanes.Add(new SessionLane(new InferenceSession(ProviderTrial.Model), bound: null));

        lanes.Run(outer => lanes.Run(inner =>
        {
            Assert.NotSame(outer, inner);
            return 0;
        }));
        Assert.Equal([1, 1], lanes.Calls);

        lanes.Run(static _ => 0);
        Assert.Equal([2, 1], lanes.Calls);
    }

    [Fact]
    public void A_call_that_fails_leaves_its_session_free()
    {
        using var lanes = new SessionLanes();
        for (var i = 0; i < 2; i++) lanes.Add(new SessionLane(new InferenceSession(ProviderTrial.Model), bound: null));
        for (var i = 0; i < 3; i++) Assert.Throws<InvalidOperationException>(() => lanes.Run<int>(static _ => throw new InvalidOperationException()));
        Assert.Equal([3, 0], lanes.Calls);
    }

    [Fact]
    public async Task Several_sessions_find_what_one_finds()
    {
        using var folder = new ToyFolder();
        var manifest = folder.Install(ToyDetector.Manifest(folder));
        using var one = DetectorModel.Open(manifest, TwoSessions with { SessionsOnCpu = 1 });
        using var two = DetectorModel.Open(manifest, TwoSessions);
        Assert.Equal((1, 2), (one.Sessions, two.Sessions));
        GrayImage[] images = [.. Enumerable.Range(0, 40).Select(static i => new GrayImage(8, 8, [.. Enumerable.Repeat((byte)(6 * i), 64)]))];
        var expected = one.Detect(images, TestContext.Current.CancellationToken);
        using var together = new Barrier(2);
        var found = new IReadOnlyList<DetectedBox>[images.Length];

        var workers = Enumerable.Range(0, 2).Select(worker => Task.Factory.StartNew(
            () =>
            {
                for (var i = worker; i < images.Length; i += 2)
                {
                    together.SignalAndWait(TestContext.Current.CancellationToken);
                    found[i] = two.Detect([images[i]], TestContext.Current.CancellationToken)[0];
                }
            }, TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default)).ToArray();
        await Task.WhenAll(workers);

        Assert.Equal(expected, found);
        Assert.Equal(images.Length, two.Session.CallsByLane.Sum());
    }

    [Fact]
    public void On_the_processor_several_GPUs_are_one_session()
    {
        using var folder = new ToyFolder();
        using var model = DetectorModel.Open(folder.Install(ToyDetector.Manifest(folder)), new ExecutionOptions(ExecutionProvider.Cpu, Threads: 1).On([0, 1]));
        Assert.Equal(1, model.Sessions);
    }

    [Fact]
    public void A_GPU_of_several_that_is_missing_is_named()
    {
        Assert.SkipWhen(ProviderTrial.WhyNot(ExecutionProvider.Cuda, new()) is null, "this machine has the provider");
        var refused = Assert.Throws<ModelException>(() => ProviderCheck.Require(new ExecutionOptions(ExecutionProvider.Cuda).On([4, 5])));
        Assert.Equal("provider-unavailable", refused.Code);
        Assert.Contains("device 4", refused.Message, StringComparison.Ordinal);
    }
}
