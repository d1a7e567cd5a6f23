using VividMed.Imaging;
using VividMed.Imaging.Masks;
using VividMed.Inference.Execution;
using VividMed.Inference.Manifests;
using VividMed.Inference.Preparation;
using VividMed.Inference.Segmenters;
using VividMed.Inference.Tests.Toys;
using VividMed.Taxonomy;

namespace VividMed.Inference.Tests.Segmenters;

public sealed class RadiographSegmenterModelTests
{
    private static readonly ExecutionOptions Cpu = new(ExecutionProvider.Cpu, Threads: 1);

    [Theory]
    [InlineData(16, 12)]
    [InlineData(64, 24)]
    [InlineData(24, 64)]
    [InlineData(66, 20)]
    public void Masks_lie_on_the_original_for_any_shape_of_image(int width, int height)
    {
        using var folder = new ToyFolder();
        using var model = RadiographSegmenterModel.Open(folder.Install(ToyRadiographSegmenter.Manifest(folder)), Cpu);
        // The lower half is bright.
        var image = new GrayImage(width, height, [.. Enumerable.Range(0, width * height).Select(i => i / width >= height / 2 ? (byte)255 : (byte)0)]);

        var found = model.Segment(image, TestContext.Current.CancellationToken);

        Assert.Equal([("heart", Side.None), ("lung", Side.Right)], found.Select(static part => (part.Target, part.Side)));
        Assert.All(found, part => Assert.Equal((width, height, 1), (part.Mask.Width, part.Mask.Height, part.Mask.Depth)));
        Assert.InRange(found[0].Mask.Count(), 0.35 * width * height, 0.65 * width * height);
        Assert.True(found[0].Mask[width / 2, height - 1, 0]);
        Assert.False(found[0].Mask[width / 2, 0, 0]);
        // The image's left half, to the pixel where the tensor's columns are as fine as the image's.
        Assert.True(found[1].Mask[0, height / 2, 0]);
        Assert.False(found[1].Mask[width - 1, height / 2, 0]);
    }

    [Fact]
    public void A_batch_gives_what_single_images_give()
    {
        using var folder = new ToyFolder();
        var manifest = folder.Install(ToyRadiographSegmenter.Manifest(folder));
        using var single = RadiographSegmenterModel.Open(manifest, Cpu with { BatchSize = 1 });
        using var batched = RadiographSegmenterModel.Open(manifest, Cpu with { BatchSize = 5 });
        var random = new Random(4);
        GrayImage[] images = [.. Enumerable.Range(0, 7).Select(i => Noise(random, 20 + i, 31 - i))];
        PreparedRadiograph[] prepared = [.. images.Select(batched.Prepare)];

        var together = batched.SegmentPrepared(prepared, TestContext.Current.CancellationToken);

        foreach (var (image, pending) in images.Zip(together))
        {
            var found = pending.Finish();
            var alone = single.Segment(image, TestContext.Current.CancellationToken);
            foreach (var (a, b) in alone.Zip(found))
            {
                Assert.Equal(a.Score, b.Score);
                Assert.Equal(RunLengthMask.Encode(a.Mask).Counts, RunLengthMask.Encode(b.Mask).Counts);
            }
        }

        Assert.Equal(2, batched.Usage.Runs);
        Assert.Equal(7, batched.Usage.Items);
    }

    [Fact]
    public void Competing_classes_share_no_pixel_and_background_may_win()
    {
        using var folder = new ToyFolder();
        var decoding = new MaskDecoding(0.5, Activation: MaskActivation.Softmax, Merge: MaskMerge.Argmax, Channels: 3);
        using var model = RadiographSegmenterModel.Open(folder.Install(ToyRadiographSegmenter.Manifest(folder, decoding)), Cpu);
        var image = new GrayImage(16, 12, [.. Enumerable.Range(0, 192).Select(static i => i / 16 >= 6 ? (byte)255 : (byte)0)]);

        var found = model.Segment(image, TestContext.Current.CancellationToken);

        Assert.Equal(0, MaskOverlap.Shared(found[0].Mask, found[1].Mask));
        Assert.True(found[0].Mask[15, 11, 0]);
        Assert.True(found[1].Mask[0, 11, 0]);
        Assert.False(found[0].Mask[15, 0, 0] || found[1].Mask[15, 0, 0]);
    }

    [Fact]
    public void Specks_go_and_only_the_largest_part_stays_where_the_manifest_says_so()
    {
        var pixels = new byte[32 * 24];
        foreach (var (x, y, side) in ((int, int, int)[])[(2, 2, 4), (20, 4, 8), (12, 20, 1)])
        {
            for (var j = 0; j < side; j++) pixels.AsSpan(((y + j) * 32) + x, side).Fill(255);
        }

        Assert.Equal([16 + 64 + 1, 16 + 64, 64], (long[])[Count(0, false), Count(0.01, false), Count(0, true)]);

        long Count(double share, bool largest)
        {
            using var folder = new ToyFolder();
            var manifest = ToyRadiographSegmenter.Manifest(folder, new MaskDecoding(0.5, MinComponentShare: share, KeepLargest: largest, Channels: 3));
            manifest = manifest with
            {
                Model = folder.Add("model.onnx", ToyRadiographSegmenter.Model(32, 24)),
                Radiograph = manifest.Radiograph! with { Width = 32, Height = 24 },
            };
            using var model = RadiographSegmenterModel.Open(folder.Install(manifest), Cpu);
            return model.Segment(new GrayImage(32, 24, pixels), TestContext.Current.CancellationToken)[0].Mask.Count();
        }
    }

    private static GrayImage Noise(Random random, int width, int height)
    {
        var pixels = new byte[width * height];
        random.NextBytes(pixels);
        return new GrayImage(width, height, pixels);
    }
}
