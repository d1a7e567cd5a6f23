using VividMed.Imaging;
using VividMed.Imaging.Geometry;
using VividMed.Imaging.Masks;
using VividMed.Inference.Execution;
using VividMed.Inference.Manifests;
using VividMed.Inference.Segmenters;
using VividMed.Inference.Tests.Toys;

namespace VividMed.Inference.Tests.Contracts;

/// <summary>Segmenters whose exports lie otherwise than PyTorch's volumes.</summary>
public sealed class MoreSegmenterContractTests
{
    private static readonly ExecutionOptions Cpu = new(ExecutionProvider.Cpu, Threads: 1);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true, MaskActivation.None)]
    [InlineData(false, MaskActivation.Softmax)]
    public void Keras_has_channels_and_classes_last_and_a_softmax_over_classes(bool inGraph, MaskActivation activation)
    {
        using var folder = new ToyFolder();
        using var model = RadiographSegmenterModel.Open(folder.Install(Keras(folder, inGraph, activation)), Cpu);
        byte[] levels = [0, 128, 255];
        var image = new GrayImage(16, 12, [.. Enumerable.Range(0, 192).Select(i => levels[i * 7 % 3])]);

        var found = model.Segment(image, Cancellation);

        for (var i = 0; i < image.Pixels.Length; i++)
        {
            Assert.Equal(image.Pixels[i] == 255, found[0].Mask[i]);
            Assert.Equal(image.Pixels[i] == 128, found[1].Mask[i]);
        }
    }

    [Theory]
    [InlineData(1, SliceEdge.Repeat, false)]
    [InlineData(4, SliceEdge.Repeat, false)]
    [InlineData(3, SliceEdge.Pad, false)]
    [InlineData(4, SliceEdge.Pad, true)]
    public void Slices_are_shown_with_their_neighbors_and_masks_are_stacked_again(int batch, SliceEdge edge, bool last)
    {
        using var folder = new ToyFolder();
        var manifest = folder.Install(Slices(folder, edge, last, batch));
        using var model = SegmenterModel.Open(manifest, Cpu);
        var volume = Digits(9, 5, 7);

        var mask = model.Segment(volume, [new("aorta")], Cancellation)[0].Mask;

        for (var z = 0; z < 7; z++)
        {
            for (var i = 0; i < 45; i++)
            {
                var expected = Value(z - 1, i) + (10 * Value(z, i)) + (100 * Value(z + 1, i)) > 50;
                Assert.Equal(expected, mask[(z * 45) + i]);
            }
        }

        float Value(int z, int i) => edge == SliceEdge.Repeat ? volume.Voxels[(Math.Clamp(z, 0, 6) * 45) + i]
            : z is < 0 or > 6 ? 0 : volume.Voxels[(z * 45) + i];
    }

    [Fact]
    public void Slices_without_foreground_are_left_out_wherever_they_lie()
    {
        using var folder = new ToyFolder();
        var manifest = Slices(folder, SliceEdge.Repeat, last: false, batch: 3);
        using var all = SegmenterModel.Open(folder.Install(manifest), Cpu);
        using var some = SegmenterModel.Open(folder.Install(manifest with { Window = manifest.Window! with { SkipBelow = 0 } }), Cpu);
        var volume = new Volume(9, 5, 30, new float[9 * 5 * 30], Affine.Identity);
        foreach (var z in (int[])[2, 3, 11, 12, 13, 14, 29]) volume.Voxels.AsSpan(z * 45, 45).Fill(7);

        var expected = all.Segment(volume, [new("aorta")], Cancellation)[0].Mask;
        var found = some.Segment(volume, [new("aorta")], Cancellation)[0].Mask;

        Assert.Equal(7, some.Usage.Items);
        Assert.Equal(30, all.Usage.Items);
        // Only slices that were run have a mask: one beside them sees their values as neighbors.
        for (var i = 0; i < expected.Length; i++) Assert.Equal(expected[i] && volume.Voxels[i] > 0, found[i]);
        Assert.True(found.Count() > 0);
    }

    [Fact]
    public void Slices_larger_than_a_window_are_covered()
    {
        using var folder = new ToyFolder();
        using var model = SegmenterModel.Open(folder.Install(Slices(folder, SliceEdge.Repeat, last: false, batch: 5)), Cpu);
        var volume = Digits(23, 12, 4);

        var mask = model.Segment(volume, [new("aorta")], Cancellation)[0].Mask;

        for (var i = 0; i < volume.Voxels.Length; i++)
        {
            var (z, at) = (i / 276, i % 276);
            var expected = volume.Voxels[(Math.Max(z - 1, 0) * 276) + at] + (10 * volume.Voxels[i]) + (100 * volume.Voxels[(Math.Min(z + 1, 3) * 276) + at]) > 50;
            Assert.Equal(expected, mask[i]);
        }
    }

    [Fact]
    public void A_stack_goes_with_as_many_channels_and_a_window_of_one_slice()
    {
        using var folder = new ToyFolder();
        var manifest = Slices(folder, SliceEdge.Repeat, last: false, batch: 1);
        Assert.Contains("volume.channels is 1, and must be 3", Refused(manifest with { Volume = manifest.Volume! with { Channels = 1 } }), StringComparison.Ordinal);
        Assert.Contains("window.size is 4 slices deep", Refused(manifest with { Window = manifest.Window! with { Size = [9, 5, 4] } }), StringComparison.Ordinal);

        string Refused(ModelManifest wrong) => Assert.Throws<ModelException>(() => folder.Install(wrong)).Message;
    }

    [Fact]
    public void A_second_volume_shows_the_same_windows_in_other_values()
    {
        using var folder = new ToyFolder();
        var toy = ToySegmenter.Manifest(folder, [6, 5, 4]);
        var manifest = toy with
        {
            Kind = ModelKind.ClassSegmenter,
            Model = folder.Add("model.onnx", MoreContractGraphs.TwoVolumes([6, 5, 4])),
            Inputs = new Dictionary<string, string> { ["image"] = "lung", ["second"] = "bone" },
            Outputs = new Dictionary<string, string> { ["masks"] = "masks" },
            Volume = toy.Volume! with { Steps = [new ClipStep(-10, 10)], Second = new SecondVolume(1, [new ScaleStep(-1, 5)]) },
            Mask = new MaskDecoding(0.5, Activation: MaskActivation.Softmax, Merge: MaskMerge.Argmax, Channels: 2),
            Prompts = null,
            Labels = [new ModelLabel("aorta", "aorta", Index: 1)],
        };
        using var model = SegmenterModel.Open(folder.Install(manifest), Cpu);
        var volume = Digits(11, 7, 9);

        var mask = model.Segment(volume, [new("aorta")], Cancellation)[0].Mask;

        // value > 5 - value.
        for (var i = 0; i < volume.Voxels.Length; i++) Assert.Equal(volume.Voxels[i] > 2.5f, mask[i]);
        var other = manifest with { Volume = manifest.Volume! with { Second = new SecondVolume(1, [new ResampleStep([2, 2, 2])]) } };
        Assert.Contains("volume.second.steps", Assert.Throws<ModelException>(() => folder.Install(other)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Half_precision_and_a_fixed_batch_give_the_same_masks_of_a_volume()
    {
        using var folder = new ToyFolder();
        using var other = new ToyFolder();
        var manifest = ToySegmenter.Manifest(folder, [6, 5, 4]);
        using var plain = SegmenterModel.Open(folder.Install(manifest), Cpu);
        var half = GraphEdits.WithBatch(GraphEdits.WithEnds(ToySegmenter.Model([6, 5, 4], VolumeAxisOrder.Zyx, ToySegmenter.PromptWidth), GraphEdits.Float16), 3, "image");
        using var fixedBatch = SegmenterModel.Open(other.Install(ToySegmenter.Manifest(other, [6, 5, 4]) with { Model = other.Add("model.onnx", half) }), Cpu);
        var volume = Digits(14, 9, 10);
        SegmentationPrompt[] prompts = [new("bright"), new("half", Taxonomy.Side.Left)];

        foreach (var (a, b) in plain.Segment(volume, prompts, Cancellation).Zip(fixedBatch.Segment(volume, prompts, Cancellation)))
        {
            Assert.Equal(RunLengthMask.Encode(a.Mask).Counts, RunLengthMask.Encode(b.Mask).Counts);
        }

        Assert.Equal(plain.Usage.Items, fixedBatch.Usage.Items);
        Assert.True(fixedBatch.Usage.Runs < plain.Usage.Runs);
    }

    [Fact]
    public void A_hint_beyond_a_fixed_batch_of_windows_is_refused()
    {
        using var folder = new ToyFolder();
        var manifest = ToySegmenter.Manifest(folder, [4, 4, 4]);
        var model = GraphEdits.WithBatch(ToySegmenter.Model([4, 4, 4], VolumeAxisOrder.Zyx, ToySegmenter.PromptWidth), 1, "image");
        var wrong = folder.Install(manifest with { Model = folder.Add("model.onnx", model), Window = manifest.Window! with { BatchHint = 2 } });
        Assert.Contains("window.batchHint", Assert.Throws<ModelException>(() => SegmenterModel.Open(wrong, Cpu)).Message, StringComparison.Ordinal);
    }

    private static ModelManifest Keras(ToyFolder folder, bool softmax, MaskActivation activation) => ToyRadiographSegmenter.Manifest(folder) with
    {
        Model = folder.Add("model.onnx", MoreContractGraphs.Keras(12, 16, softmax)),
        Inputs = new Dictionary<string, string> { ["image"] = "input_1" },
        Outputs = new Dictionary<string, string> { ["masks"] = "softmax" },
        Radiograph = new RadiographPreprocessing(3, 16, 12, [new ResizeStep(ResizeMode.Longest), new DivideStep(255)], 0, BatchHint: 2) { Layout = TensorLayout.ChannelsLast },
        Mask = new MaskDecoding(0.5, Activation: activation, Merge: MaskMerge.Argmax, Channels: 3) { Layout = TensorLayout.ChannelsLast },
        Labels = [new ModelLabel("bright", "heart", Index: 2), new ModelLabel("middle", "aorta", Index: 1)],
    };

    private static ModelManifest Slices(ToyFolder folder, SliceEdge edge, bool last, int batch)
    {
        var toy = ToySegmenter.Manifest(folder, [9, 5, 1]);
        TensorLayout? layout = last ? TensorLayout.ChannelsLast : null;
        return toy with
        {
            Kind = ModelKind.ClassSegmenter,
            Model = folder.Add("model.onnx", MoreContractGraphs.Slices(9, 5, last: last)),
            Inputs = new Dictionary<string, string> { ["image"] = "slices" },
            Outputs = new Dictionary<string, string> { ["masks"] = "logits" },
            Volume = toy.Volume! with { Channels = 3, Steps = [], Slices = new SliceStack([-1, 0, 1], edge), Layout = layout },
            Window = new WindowOptions([9, 5, 1], 0.25, PaddingSide.Both, 0, batch),
            Mask = new MaskDecoding(0.5, Activation: MaskActivation.Softmax, Merge: MaskMerge.Argmax, Channels: 2) { Layout = layout },
            Prompts = null,
            Labels = [new ModelLabel("aorta", "aorta", Index: 1)],
        };
    }

    /// <summary>Values 0 to 9 that differ along every axis.</summary>
    private static Volume Digits(int width, int height, int depth) =>
        new(width, height, depth, [.. Enumerable.Range(0, width * height * depth).Select(static i => (float)(i * 37 % 101 % 10))], Affine.Identity);
}
