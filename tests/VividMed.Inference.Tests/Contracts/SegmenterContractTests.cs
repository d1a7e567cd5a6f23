using VividMed.Imaging;
using VividMed.Imaging.Geometry;
using VividMed.Imaging.Masks;
using VividMed.Inference.Execution;
using VividMed.Inference.Manifests;
using VividMed.Inference.Preparation;
using VividMed.Inference.Segmenters;
using VividMed.Inference.Tests.Toys;
using VividMed.Taxonomy;

namespace VividMed.Inference.Tests.Contracts;

/// <summary>The tensors of the segmenters that users bring, as docs/how-to/use-your-own-models.md states them.</summary>
public sealed class SegmenterContractTests
{
    private static readonly ExecutionOptions Cpu = new(ExecutionProvider.Cpu, Threads: 1);

    [Fact]
    public void SAT_takes_three_channels_x_first_and_a_row_a_prompt()
    {
        using var folder = new ToyFolder();
        var manifest = ToySegmenter.Manifest(folder, [9, 7, 6], VolumeAxisOrder.Xyz, channels: 3);
        using var model = SegmenterModel.Open(folder.Install(manifest), Cpu);
        var volume = Steps(11, 9, 8);

        var found = model.Segment(volume, [new("bright"), new("half", Side.Left)], TestContext.Current.CancellationToken);

        var mean = volume.Voxels.Average();
        for (var i = 0; i < volume.Voxels.Length; i++) Assert.Equal(volume.Voxels[i] > mean, found[0].Mask[i]);
    }

    [Theory]
    [InlineData(WindowBlend.Probability, MaskMerge.Argmax)]
    [InlineData(WindowBlend.Logit, MaskMerge.Argmax)]
    [InlineData(WindowBlend.Probability, MaskMerge.Independent)]
    [InlineData(WindowBlend.Logit, MaskMerge.Independent)]
    public void NnUNet_gives_a_softmax_over_background_and_classes(WindowBlend blend, MaskMerge merge)
    {
        using var folder = new ToyFolder();
        using var model = SegmenterModel.Open(folder.Install(NnUNet(folder, blend, merge)), Cpu);
        var volume = Steps(13, 10, 9);

        // In the order asked for, not that of the channels.
        var found = model.Segment(volume, [new("aorta"), new("lung", Side.Left)], TestContext.Current.CancellationToken);

        for (var i = 0; i < volume.Voxels.Length; i++)
        {
            Assert.Equal(volume.Voxels[i] == 2, found[0].Mask[i]);
            Assert.Equal(volume.Voxels[i] == 1, found[1].Mask[i]);
        }

        Assert.InRange(found[0].Score, 0.99, 1);
    }

    [Fact]
    public void Windows_without_foreground_are_not_run_and_are_empty()
    {
        using var folder = new ToyFolder();
        var manifest = NnUNet(folder, WindowBlend.Probability, MaskMerge.Independent);
        using var all = SegmenterModel.Open(folder.Install(manifest), Cpu);
        using var some = SegmenterModel.Open(folder.Install(manifest with { Window = manifest.Window! with { SkipBelow = 0 } }), Cpu);
        var volume = new Volume(40, 12, 12, new float[40 * 144], Affine.Identity);
        Array.Fill(volume.Voxels, -1);
        volume.Voxels[3 + (40 * 5) + (480 * 5)] = 1;
        SegmentationPrompt[] prompts = [new("lung", Side.Left), new("aorta")];

        var expected = all.Segment(volume, prompts, TestContext.Current.CancellationToken);
        var found = some.Segment(volume, prompts, TestContext.Current.CancellationToken);

        Assert.Equal(all.Plan(volume.Grid, 2).Windows, all.Usage.Items);
        Assert.InRange(some.Usage.Items, 1, all.Usage.Items / 2);
        foreach (var (a, b) in expected.Zip(found)) Assert.Equal(RunLengthMask.Encode(a.Mask).Counts, RunLengthMask.Encode(b.Mask).Counts);
    }

    [Fact]
    public void Only_the_largest_part_stays_where_the_manifest_says_so()
    {
        using var folder = new ToyFolder();
        var manifest = NnUNet(folder, WindowBlend.Probability, MaskMerge.Argmax);
        using var model = SegmenterModel.Open(folder.Install(manifest with { Mask = manifest.Mask! with { KeepLargest = true } }), Cpu);
        var volume = new Volume(16, 8, 8, [.. Enumerable.Range(0, 1024).Select(static i => (i % 16) is 2 or 9 or 10 ? 2f : -1f)], Affine.Identity);

        var mask = model.Segment(volume, [new("aorta")], TestContext.Current.CancellationToken)[0].Mask;
        Assert.Equal(128, mask.Count());
        Assert.False(mask[2, 0, 0]);
    }

    [Fact]
    public void A_class_segmenter_for_volumes_is_none_for_radiographs()
    {
        using var folder = new ToyFolder();
        var manifest = folder.Install(NnUNet(folder, WindowBlend.Probability, MaskMerge.Argmax));
        Assert.Equal("wrong-kind", Assert.Throws<ModelException>(() => RadiographSegmenterModel.Open(manifest, Cpu)).Code);
        using var other = new ToyFolder();
        var anatomy = other.Install(ToyRadiographSegmenter.Manifest(other));
        Assert.Equal("wrong-kind", Assert.Throws<ModelException>(() => SegmenterModel.Open(anatomy, Cpu)).Code);
    }

    [Fact]
    public void PSPNet_takes_one_channel_from_minus_1024_to_1024()
    {
        using var folder = new ToyFolder();
        var manifest = ToyRadiographSegmenter.Manifest(folder);
        var steps = (PreparationStep[])[new ResizeStep(ResizeMode.Squash), new ScaleStep(2048.0 / 255, -1024)];
        var tensor = new float[ToyRadiographSegmenter.Width * ToyRadiographSegmenter.Height];
        RadiographPreparation.Prepare(new GrayImage(2, 1, [0, 255]), manifest.Radiograph! with { Steps = steps }, tensor);
        Assert.Equal(-1024, tensor.Min(), 1e-3f);
        Assert.Equal(1024, tensor.Max(), 1e-3f);
    }

    private static ModelManifest NnUNet(ToyFolder folder, WindowBlend blend, MaskMerge merge)
    {
        var toy = ToySegmenter.Manifest(folder, [8, 6, 5]);
        return toy with
        {
            Kind = ModelKind.ClassSegmenter,
            Model = folder.Add("model.onnx", ContractGraphs.NnUNet([8, 6, 5], classes: 4)),
            Inputs = new Dictionary<string, string> { ["image"] = "input" },
            Outputs = new Dictionary<string, string> { ["masks"] = "output" },
            Volume = toy.Volume! with { Steps = [] },
            Window = toy.Window! with { Blend = blend },
            Mask = new MaskDecoding(0.5, Activation: MaskActivation.Softmax, Merge: merge, Channels: 4),
            Prompts = null,
            Labels = [new ModelLabel("left lung", "lung", Side.Left, Index: 2), new ModelLabel("aorta", "aorta", Index: 3)],
        };
    }

    private static Volume Steps(int width, int height, int depth) =>
        new(width, height, depth, [.. Enumerable.Range(0, width * height * depth).Select(static i => (float)((i * 7 % 4) - 1))], Affine.Identity);
}
