using VividMed.Imaging.Geometry;
using VividMed.Storage.Stores;
using VividMed.Taxonomy;
using VividMed.TestKit;
using VividMed.Training.VisionLanguage;
using VividMed.Training.VisionLanguage.Contracts;
using VividMed.Training.VisionLanguage.Data;

namespace VividMed.Training.Tests.VisionLanguage.Data;

/// <summary>MR, which have no units, as the network sees them.</summary>
public sealed class HeadPreparationTests
{
    private static readonly ImageGrid Grid = new(8, 8, 4);

    [Fact]
    public void A_head_looks_the_same_whatever_its_scanner_s_scale()
    {
        var (one, other) = (Prepare(1), Prepare(37));
        Assert.All(one.Zip(other), static pair => Assert.InRange(pair.First - pair.Second, -1, 1));
        Assert.True(one.Max() - one.Min() > 127, "bright and dark are told apart");
    }

    [Fact]
    public void A_CT_is_seen_in_its_own_units_as_before()
    {
        var volume = Volume(1);
        Assert.NotEqual(ImagePreparation.Of(volume, Grid, Modality.Mr).Means, ImagePreparation.Of(Volume(1), Grid).Means);
        Assert.Equal(ImagePreparation.Of(Volume(1), Grid).Means, ImagePreparation.Of(Volume(1), Grid, Modality.Ct).Means);
    }

    [Fact]
    public async Task A_model_learns_from_heads_and_says_of_which_targets_it_speaks()
    {
        using var folder = new TemporaryFolder();
        var store = new LocalBlobStore(folder.Root);
        await TinyDataset.WriteAsync(store, radiographs: 0, volumes: 0, heldOut: 4, heads: 12);
        var options = new TrainingOptions { Stages = [3], StepsPerStage = 60, Batch = 4, LearningRate = 4e-3, Network = TinyDataset.Network, EvaluationStudies = 4 };
        var report = await new VividMedTrainer().TrainAsync(store, TinyDataset.Version, options, store, "m", progress: null, TestContext.Current.CancellationToken);

        var stage = Assert.Single(report.Stages);
        Assert.True(stage.LossAfter < 0.7 * stage.LossBefore, $"{stage.LossBefore} -> {stage.LossAfter}");
        Assert.Contains("\"MR\"", await File.ReadAllTextAsync(folder.Path("m", "targets.json"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    private static byte[] Prepare(float scale) => ImagePreparation.Of(Volume(scale), Grid, Modality.Mr).Means;

    private static Volume Volume(float scale)
    {
        var voxels = new float[16 * 16 * 8];
        for (var i = 0; i < voxels.Length; i++) voxels[i] = scale * (i % 256 / 4 * 3);
        return new Volume(16, 16, 8, voxels, Affine.Identity);
    }
}
