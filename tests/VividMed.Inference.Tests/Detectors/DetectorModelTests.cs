using VividMed.Imaging;
using VividMed.Imaging.Geometry;
using VividMed.Inference.Detectors;
using VividMed.Inference.Execution;
using VividMed.Inference.Manifests;
using VividMed.Inference.Tests.Toys;
using VividMed.Taxonomy;

namespace VividMed.Inference.Tests.Detectors;

public sealed class DetectorModelTests
{
    [Fact]
    public void Results_keep_the_order_of_the_images_whatever_the_batch()
    {
        using var folder = new ToyFolder();
        var manifest = folder.Install(ToyDetector.Manifest(folder));
        var images = Enumerable.Range(0, 7).Select(static i => new GrayImage(16, 8, [.. Enumerable.Repeat((byte)(30 * i), 128)])).ToArray();
        double[]? expected = null;
        foreach (var batch in (int[])[1, 2, 3, 7, 50])
        {
            using var model = DetectorModel.Open(manifest, new ExecutionOptions(ExecutionProvider.Cpu, Threads: 1, BatchSize: batch));
            double[] scores = [.. model.Detect(images, TestContext.Current.CancellationToken).Select(static found => found[0].Score)];
            Assert.Equal(scores.Order(), scores);
            Assert.Equal(expected ??= scores, scores);
        }

        Assert.Equal(7, expected!.Distinct().Count());
    }

    [Fact]
    public void Boxes_are_in_pixels_of_the_original()
    {
        using var folder = new ToyFolder();
        using var model = DetectorModel.Open(folder.Install(ToyDetector.Manifest(folder)), new ExecutionOptions(ExecutionProvider.Cpu, Threads: 1));

        var found = model.Detect([new GrayImage(200, 100, new byte[20000])], TestContext.Current.CancellationToken)[0];

        Assert.Equal(("Nodule", "lung nodule", Side.None), (found[0].Label, found[0].Target, found[0].Side));
        Assert.Equal(Box.Flat(50, 25, 150, 75), found[0].Box);
        Assert.Equal(0.5, found[0].Score);
        Assert.Contains(found, static box => box.Side == Side.Left && box.Box == Box.Flat(0, 0, 100, 100));
    }

    [Fact]
    public void No_images_give_no_results()
    {
        using var folder = new ToyFolder();
        using var model = DetectorModel.Open(folder.Install(ToyDetector.Manifest(folder)), new ExecutionOptions(ExecutionProvider.Cpu, Threads: 1));

        Assert.Empty(model.Detect([], TestContext.Current.CancellationToken));
    }

    [Fact]
    public void One_model_serves_many_threads()
    {
        using var folder = new ToyFolder();
        using var model = DetectorModel.Open(folder.Install(ToyDetector.Manifest(folder)), new ExecutionOptions(ExecutionProvider.Cpu, Threads: 1));
        var image = new GrayImage(20, 10, new byte[200]);
        var scores = new double[64];

        Parallel.For(0, scores.Length, i => scores[i] = model.Detect([image], CancellationToken.None)[0][0].Score);

        Assert.All(scores, static score => Assert.Equal(0.5, score));
    }

    [Fact]
    public void A_cancelled_call_says_so()
    {
        using var folder = new ToyFolder();
        using var model = DetectorModel.Open(folder.Install(ToyDetector.Manifest(folder)), new ExecutionOptions(ExecutionProvider.Cpu, Threads: 1));

        Assert.Throws<OperationCanceledException>(() => model.Detect([new GrayImage(8, 8, new byte[64])], new CancellationToken(canceled: true)));
    }
}
