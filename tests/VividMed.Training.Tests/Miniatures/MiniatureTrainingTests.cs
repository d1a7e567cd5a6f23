using VividMed.Inference;
using VividMed.Inference.Manifests;
using VividMed.TestKit;
using VividMed.Training.Miniatures;

namespace VividMed.Training.Tests.Miniatures;

/// <summary>Every miniature trained for a few steps: that it learns, is what it exports, and comes out the same again.</summary>
public sealed class MiniatureTrainingTests
{
    public static TheoryData<string> Ids => [.. MiniatureBuilder.Ids];

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task A_few_steps_lower_the_loss_and_the_exported_graph_computes_what_was_trained(string id)
    {
        using var folder = new TemporaryFolder();
        var steps = new List<int>();
        var report = await BuildAsync(id, folder.Root, steps: 12, progress: new ImmediateProgress<MiniatureProgress>(value => steps.Add(value.Step)));

        Assert.True(report.LastLoss < report.FirstLoss, $"{report.FirstLoss} -> {report.LastLoss}");
        Assert.InRange(report.ParityDifference, 0, 1e-2);
        Assert.Equal([12], steps);
        Assert.Equal(id, ModelManifest.Load(folder.Path(id)).Id);
        using var picture = File.OpenRead(report.LossPicture);
        Assert.True(Imaging.Png.PngCodec.ReadRgb(picture).Width > 100);
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_bytes_and_another_seed_others()
    {
        using var folder = new TemporaryFolder();
        var models = new List<byte[]>();
        foreach (var (name, seed) in ((string, int)[])[("a", 3), ("b", 3), ("c", 4)])
        {
            await BuildAsync("phantom-cxas-mini", folder.Path(name), steps: 2, seed);
            models.Add(await File.ReadAllBytesAsync(folder.Path($"{name}/phantom-cxas-mini/model.onnx"), TestContext.Current.CancellationToken));
        }

        Assert.Equal(models[0], models[1]);
        Assert.NotEqual(models[0], models[2]);
    }

    [Fact]
    public async Task A_training_may_begin_with_the_weights_of_a_model_and_says_so()
    {
        using var folder = new TemporaryFolder();
        var first = await BuildAsync("phantom-cxas-mini", folder.Path("first"), steps: 10);
        var second = await BuildAsync("phantom-cxas-mini", folder.Path("second"), steps: 2, from: folder.Path("first"));

        Assert.True(second.FirstLoss < first.FirstLoss);
        var known = ModelManifest.Load(folder.Path("first/phantom-cxas-mini"));
        Assert.Contains(known.Model.Sha256, ModelManifest.Load(folder.Path("second/phantom-cxas-mini")).Provenance!.Command, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_miniature_is_refused_by_name()
    {
        var error = await Assert.ThrowsAsync<ModelException>(static () => BuildAsync("phantom-none", "unused", steps: 1));
        Assert.Equal("unknown-model", error.Code);
        Assert.Contains("phantom-sat-mini", error.Message, StringComparison.Ordinal);
    }

    private static async Task<MiniatureReport> BuildAsync(
        string id, string folder, int steps, int seed = 1, string? from = null, IProgress<MiniatureProgress>? progress = null)
    {
        var options = new MiniatureOptions([id], folder, seed, steps, EvaluationCount: 0, Threads: 2, StartFolder: from);
        return Assert.Single(await MiniatureBuilder.BuildAsync(options, progress, TestContext.Current.CancellationToken));
    }
}
