using System.Diagnostics;
using VividMed.Imaging.Geometry;
using VividMed.Imaging.Masks;
using VividMed.Inference.Execution;
using VividMed.Inference.Manifests;
using VividMed.Inference.Segmenters;
using VividMed.Inference.Tests.Toys;

namespace VividMed.Inference.Tests.Segmenters;

public sealed class SlidingWindowTests
{
    private static readonly ExecutionOptions Cpu = new(ExecutionProvider.Cpu, Threads: 1);

    /// <summary>A probability that every window gives alike must come out alike everywhere: at seams, corners and borders.</summary>
    [Theory]
    [InlineData(0.0, null)]
    [InlineData(0.3, 0.125)]
    [InlineData(0.5, 0.125)]
    [InlineData(0.8, 0.25)]
    public void Overlapping_windows_leave_no_seams(double overlap, double? sigma)
    {
        using var folder = new ToyFolder();
        var manifest = ToySegmenter.Manifest(folder, [7, 6, 5], overlap: overlap);
        // The logit is 40 * 0.0125 = 0.5 wherever the value is; its probability is 0.6225.
        manifest = manifest with { Volume = manifest.Volume! with { Steps = [] }, Window = manifest.Window! with { SigmaScale = sigma } };
        var volume = new Volume(19, 13, 17, [.. Enumerable.Repeat(0.0125f, 19 * 13 * 17)], Affine.Identity);

        Assert.Equal(volume.Voxels.Length, Count(0.6224));
        Assert.Equal(0, Count(0.6226));

        long Count(double threshold)
        {
            using var model = SegmenterModel.Open(folder.Install(manifest with { Mask = new MaskDecoding(threshold) }), Cpu);
            return model.Segment(volume, [new("bright")], TestContext.Current.CancellationToken)[0].Mask.Count();
        }
    }

    [Fact]
    public void A_cancelled_segmentation_ends_within_a_second_and_the_model_goes_on()
    {
        using var folder = new ToyFolder();
        using var model = SegmenterModel.Open(folder.Install(ToySegmenter.Manifest(folder, [48, 48, 48], work: 2000)), Cpu);
        using var source = new CancellationTokenSource();
        var volume = new Volume(48, 48, 48, new float[48 * 48 * 48], Affine.Identity);
        var cancelled = 0L;
        source.Token.Register(() => cancelled = Stopwatch.GetTimestamp());
        source.CancelAfter(TimeSpan.FromMilliseconds(200));

        Assert.ThrowsAny<OperationCanceledException>(() => model.Segment(volume, [new("bright")], source.Token));
        Assert.NotEqual(0, cancelled);
        Assert.InRange(Stopwatch.GetElapsedTime(cancelled).TotalSeconds, 0, 1);
        Assert.Equal(0, model.Usage.Runs);
    }

    [Fact]
    public void Prompts_share_fewer_passes_where_memory_is_scarce_and_the_masks_stay_the_same()
    {
        using var folder = new ToyFolder();
        var manifest = folder.Install(ToySegmenter.Manifest(folder, [8, 8, 8]));
        using var free = SegmenterModel.Open(manifest, Cpu);
        var volume = new Volume(40, 40, 40, [.. Enumerable.Range(0, 64000).Select(static i => (float)(i * 7919 % 211))], Affine.Identity);
        SegmentationPrompt[] prompts = [new("bright"), new("dark"), new("front"), new("upper")];
        var plan = free.Plan(volume.Grid, 4);
        using var tight = SegmenterModel.Open(manifest, Cpu with { MemoryLimit = plan.ManagedBytes - (2 * 4 * 40 * 40 * 11) });

        Assert.Equal((4, 9 * 9 * 9), (plan.PromptsPerCall, plan.WindowRuns));
        Assert.Equal((2, 2 * 9 * 9 * 9), (tight.Plan(volume.Grid, 4).PromptsPerCall, tight.Plan(volume.Grid, 4).WindowRuns));
        var expected = free.Segment(volume, prompts, TestContext.Current.CancellationToken);
        var found = tight.Segment(volume, prompts, TestContext.Current.CancellationToken);
        foreach (var (a, b) in expected.Zip(found)) Assert.Equal(RunLengthMask.Encode(a.Mask).Counts, RunLengthMask.Encode(b.Mask).Counts);
        Assert.Equal(2 * free.Usage.Items, tight.Usage.Items);
    }

    [Fact]
    public void A_volume_that_no_limit_can_serve_is_refused_with_both_figures()
    {
        using var folder = new ToyFolder();
        using var model = SegmenterModel.Open(folder.Install(ToySegmenter.Manifest(folder, [8, 8, 8])), Cpu with { MemoryLimit = 1 << 20 });
        var error = Assert.Throws<ModelException>(() => model.Plan(new VolumeGrid(100, 100, 100, Affine.Identity), 1));
        Assert.Equal("memory-limit", error.Code);
        Assert.Contains("limit of 1 MiB", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_chest_CT_with_twenty_prompts_fits_into_two_gibibytes()
    {
        using var folder = new ToyFolder();
        // SAT-Pro's windows and spacing, on a chest of 360 mm.
        var manifest = ToySegmenter.Manifest(folder, [288, 288, 96], VolumeAxisOrder.Xyz, spacing: [1, 1, 3], maxPrompts: 256, channels: 3);
        using var model = SegmenterModel.Open(folder.Install(manifest), Cpu);
        var plan = model.Plan(new VolumeGrid(512, 512, 300, Affine.Scale(0.703125, 0.703125, 1)), 20);

        Assert.Equal(2 * 2 * 2, plan.Windows);
        Assert.Equal(20, plan.PromptsPerCall);
        Assert.InRange(plan.ManagedBytes, 1L << 30, 2L << 30);
    }

    [Fact]
    public void Probabilities_are_brought_back_before_they_are_decided()
    {
        using var folder = new ToyFolder();
        // A ramp along x, resampled to a quarter: a decision on the coarse grid could only move in steps of four voxels.
        using var model = SegmenterModel.Open(folder.Install(ToySegmenter.Manifest(folder, [16, 4, 4], spacing: [4, 1, 1]) is var toy
            ? toy with { Volume = toy.Volume! with { Steps = [new ResampleStep([4, 1, 1])] } }
            : toy), Cpu);
        for (var shift = 0; shift < 4; shift++)
        {
            var volume = new Volume(61, 4, 4, [.. Enumerable.Range(0, 61 * 16).Select(i => 0.01f * ((i % 61) - 30.5f - shift))], Affine.Identity);
            var mask = model.Segment(volume, [new("bright")], TestContext.Current.CancellationToken)[0].Mask;
            Assert.Equal(31 + shift, mask.Bounds()!.Value.X0);
        }
    }
}
