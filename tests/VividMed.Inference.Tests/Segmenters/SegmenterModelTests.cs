using CsCheck;
using VividMed.Imaging.Geometry;
using VividMed.Imaging.Masks;
using VividMed.Inference.Execution;
using VividMed.Inference.Manifests;
using VividMed.Inference.Segmenters;
using VividMed.Inference.Tests.Toys;
using VividMed.Taxonomy;

namespace VividMed.Inference.Tests.Segmenters;

public sealed class SegmenterModelTests
{
    private static readonly ExecutionOptions Cpu = new(ExecutionProvider.Cpu, Threads: 1);
    private static readonly SegmentationPrompt Bright = new("bright");
    private static readonly SegmentationPrompt[] All = [Bright, new("dark"), new("half", Side.Right), new("half", Side.Left), new("front"), new("upper")];

    [Theory]
    [InlineData(8, 8, 8, VolumeAxisOrder.Zyx, 0.5)]
    [InlineData(5, 8, 3, VolumeAxisOrder.Zyx, 0.25)]
    [InlineData(5, 8, 3, VolumeAxisOrder.Xyz, 0.25)]
    [InlineData(32, 32, 32, VolumeAxisOrder.Xyz, 0.5)]
    public void What_is_decided_voxel_by_voxel_does_not_depend_on_the_windows(int x, int y, int z, VolumeAxisOrder order, double overlap)
    {
        using var folder = new ToyFolder();
        using var model = SegmenterModel.Open(folder.Install(ToySegmenter.Manifest(folder, [x, y, z], order, overlap)), Cpu);
        var volume = Noise(13, 17, 11, Affine.Identity);
        var mean = volume.Voxels.Average();

        var found = model.Segment(volume, [Bright, new("dark")], TestContext.Current.CancellationToken);

        for (var i = 0; i < volume.Voxels.Length; i++)
        {
            Assert.Equal(volume.Voxels[i] > mean, found[0].Mask[i]);
            Assert.Equal(volume.Voxels[i] < mean, found[1].Mask[i]);
        }

        Assert.InRange(found[0].Score, 0.9, 1);
    }

    [Fact]
    public void Prompts_in_chunks_give_what_they_give_together()
    {
        using var folder = new ToyFolder();
        var volume = Noise(20, 20, 20, Affine.Scale(-1, 1, 1));
        var results = new List<IReadOnlyList<Segmentation>>();
        foreach (var chunk in (int[])[1, 2, 4, 6])
        {
            using var model = SegmenterModel.Open(folder.Install(ToySegmenter.Manifest(folder, [8, 8, 8], maxPrompts: chunk)), Cpu);
            results.Add(model.Segment(volume, All, TestContext.Current.CancellationToken));
        }

        foreach (var other in results.Skip(1)) AssertSame(results[0], other);
    }

    [Fact]
    public void Windows_in_batches_give_what_they_give_one_by_one()
    {
        using var folder = new ToyFolder();
        var manifest = folder.Install(ToySegmenter.Manifest(folder, [8, 8, 8]));
        var volume = Noise(20, 20, 20, Affine.Identity);
        using var single = SegmenterModel.Open(manifest, Cpu);
        using var batched = SegmenterModel.Open(manifest, Cpu with { BatchSize = 5 });

        AssertSame(single.Segment(volume, All, TestContext.Current.CancellationToken), batched.Segment(volume, All, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void The_patients_right_is_right_in_every_orientation()
    {
        using var folder = new ToyFolder();
        using var model = SegmenterModel.Open(folder.Install(ToySegmenter.Manifest(folder, [64, 64, 64], spacing: [1, 1, 1])), Cpu);
        foreach (var affine in AllOrientations())
        {
            // A window larger than the volume sees it in its middle: "right half" is right of the volume's own middle.
            var volume = Noise(20, 20, 20, affine);
            var (middleX, middleY, middleZ) = affine.Apply(9.5, 9.5, 9.5);
            var found = model.Segment(volume, All[2..], TestContext.Current.CancellationToken);
            for (var k = 0; k < 20; k++)
            {
                for (var j = 0; j < 20; j++)
                {
                    for (var i = 0; i < 20; i++)
                    {
                        var (x, y, z) = affine.Apply(i, j, k);
                        bool[] expected = [x > middleX, x < middleX, y > middleY, z > middleZ];
                        Assert.Equal(expected, found.Select(result => result.Mask[i, j, k]));
                    }
                }
            }
        }
    }

    [Fact]
    public void Masks_come_back_on_the_original_grid_from_a_coarser_one()
    {
        using var folder = new ToyFolder();
        using var model = SegmenterModel.Open(folder.Install(ToySegmenter.Manifest(folder, [16, 16, 16], spacing: [2, 2, 3])), Cpu);
        var volume = new Volume(40, 30, 24, new float[40 * 30 * 24], Affine.Scale(-0.8, -0.9, 1.5, 10, 20, -30));
        var ball = new Mask(40, 30, 24);
        for (var i = 0; i < volume.Voxels.Length; i++)
        {
            var (x, y, z) = ((i % 40 - 18) * 0.8, (i / 40 % 30 - 16) * 0.9, (i / 1200 - 11) * 1.5);
            ball[i] = (x * x) + (y * y) + (z * z) < 81;
            volume.Voxels[i] = ball[i] ? 200 : -200;
        }

        var mask = model.Segment(volume, [Bright], TestContext.Current.CancellationToken)[0].Mask;

        var shared = Enumerable.Range(0, volume.Voxels.Length).Count(i => ball[i] && mask[i]);
        Assert.Equal((40, 30, 24), (mask.Width, mask.Height, mask.Depth));
        Assert.True(2.0 * shared / (ball.Count() + mask.Count()) > 0.9);
    }

    [Fact]
    public void Cropping_to_the_foreground_leaves_nothing_outside_it()
    {
        using var folder = new ToyFolder();
        var manifest = ToySegmenter.Manifest(folder, [8, 8, 8]);
        using var model = SegmenterModel.Open(folder.Install(manifest with { Volume = manifest.Volume! with { Steps = [new CropForegroundStep(0), .. manifest.Volume.Steps] } }), Cpu);
        var volume = new Volume(20, 20, 20, [.. Enumerable.Repeat(-900f, 8000)], Affine.Identity);
        for (var z = 5; z < 12; z++)
        {
            for (var x = 3; x < 15; x++) volume.Voxels[x + (20 * (7 + (20 * z)))] = 100 + x;
        }

        var mask = model.Segment(volume, [new("dark")], TestContext.Current.CancellationToken)[0].Mask;

        Assert.Equal(42, mask.Count());
        Assert.True(mask[3, 7, 5] && mask[8, 7, 11] && !mask[9, 7, 5]);
    }

    [Fact]
    public void Specks_below_the_least_volume_go()
    {
        using var folder = new ToyFolder();
        var manifest = ToySegmenter.Manifest(folder, [16, 16, 16]);
        using var model = SegmenterModel.Open(folder.Install(manifest with { Mask = manifest.Mask! with { MinComponentMm3 = 20 } }), Cpu);
        var volume = new Volume(16, 16, 16, new float[4096], Affine.Scale(2, 2, 2));
        foreach (var (x, y, z) in ((int, int, int)[])[(2, 2, 2), (3, 2, 2), (10, 10, 10), (11, 10, 10), (11, 11, 10)]) volume.Voxels[x + (16 * (y + (16 * z)))] = 500;

        var mask = model.Segment(volume, [Bright], TestContext.Current.CancellationToken)[0].Mask;

        Assert.Equal(3, mask.Count());
        Assert.False(mask[2, 2, 2]);
    }

    [Fact]
    public void A_prompt_that_the_model_does_not_know_is_refused()
    {
        using var folder = new ToyFolder();
        using var model = SegmenterModel.Open(folder.Install(ToySegmenter.Manifest(folder, [8, 8, 8])), Cpu);

        Assert.True(model.Supports(Bright));
        Assert.False(model.Supports(new SegmentationPrompt("bright", Side.Left)));
        Assert.Equal("unknown-prompt", Assert.Throws<ModelException>(() => model.Segment(Noise(8, 8, 8, Affine.Identity), [new("spleen")], CancellationToken.None)).Code);
        Assert.Empty(model.Segment(Noise(8, 8, 8, Affine.Identity), [], CancellationToken.None));
    }

    [Fact]
    public void A_volume_of_one_value_and_of_any_size_is_no_trouble() =>
        Gen.Select(Gen.Int[1, 20], Gen.Int[1, 20], Gen.Int[1, 20]).Sample((width, height, depth) =>
        {
            using var folder = new ToyFolder();
            using var model = SegmenterModel.Open(folder.Install(ToySegmenter.Manifest(folder, [8, 8, 8], spacing: [1.5, 1, 2])), Cpu);
            var volume = new Volume(width, height, depth, new float[width * height * depth], Affine.Identity);
            // Every voxel sits on the threshold itself, so only the grid of the answer is certain.
            var mask = model.Segment(volume, [Bright], CancellationToken.None)[0].Mask;
            return (mask.Width, mask.Height, mask.Depth) == (width, height, depth);
        }, iter: 30);

    [Fact]
    public void The_number_of_windows_is_known_beforehand()
    {
        using var folder = new ToyFolder();
        using var model = SegmenterModel.Open(folder.Install(ToySegmenter.Manifest(folder, [8, 8, 8], spacing: [2, 1, 1])), Cpu);

        Assert.Equal(2 * 3 * 4, model.Plan(Noise(17, 16, 20, Affine.Identity).Grid, 1).Windows);
    }

    [Fact]
    public void A_call_is_cancelled_in_the_middle_of_a_window()
    {
        using var folder = new ToyFolder();
        using var model = SegmenterModel.Open(folder.Install(ToySegmenter.Manifest(folder, [96, 96, 96], work: 200)), Cpu);
        using var source = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));

        Assert.Throws<OperationCanceledException>(() => model.Segment(Noise(8, 8, 8, Affine.Identity), [Bright], source.Token));
    }

    private static void AssertSame(IReadOnlyList<Segmentation> expected, IReadOnlyList<Segmentation> actual)
    {
        Assert.Equal(expected.Count, actual.Count);
        foreach (var (a, b) in expected.Zip(actual))
        {
            Assert.Equal((a.Target, a.Side, a.Score), (b.Target, b.Side, b.Score));
            for (var i = 0L; i < (long)a.Mask.Width * a.Mask.Height * a.Mask.Depth; i++) Assert.Equal(a.Mask[i], b.Mask[i]);
        }
    }

    private static Volume Noise(int width, int height, int depth, Affine affine)
    {
        var random = new Random(width + (7 * height) + (31 * depth));
        return new Volume(width, height, depth, [.. Enumerable.Range(0, width * height * depth).Select(_ => (float)((random.NextDouble() * 800) - 400))], affine);
    }

    /// <summary>All 48 ways to lay three axes along the patient's.</summary>
    private static IEnumerable<Affine> AllOrientations()
    {
        int[][] orders = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]];
        foreach (var order in orders)
        {
            for (var signs = 0; signs < 8; signs++)
            {
                var m = new double[3, 3];
                for (var axis = 0; axis < 3; axis++) m[axis, order[axis]] = (signs >> axis & 1) == 0 ? 1 : -1;
                yield return new Affine(m[0, 0], m[0, 1], m[0, 2], 4, m[1, 0], m[1, 1], m[1, 2], -7, m[2, 0], m[2, 1], m[2, 2], 11);
            }
        }
    }
}
