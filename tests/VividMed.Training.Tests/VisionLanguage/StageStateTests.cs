using VividMed.Storage.Stores;
using VividMed.TestKit;
using VividMed.Training.VisionLanguage;
using VividMed.Training.VisionLanguage.Contracts;

namespace VividMed.Training.Tests.VisionLanguage;

public sealed class StageStateTests
{
    [Theory]
    [InlineData(2, false, 0.5)]
    [InlineData(2, false, 0.5, 0.4)]
    [InlineData(2, true, 0.5, 0.4, 0.5)]
    [InlineData(2, false, 0.5, 0.4, 0.6)]
    [InlineData(2, false, 0.5, 0.6, 0.4)]
    [InlineData(2, true, 0.2, 0.6, 0.4, 0.3)]
    [InlineData(0, false, 0.5, 0.4, 0.3, 0.2)]
    public void A_stage_is_at_its_end_when_so_many_measurements_have_bettered_nothing(int patience, bool isAtItsEnd, params double[] places) =>
        Assert.Equal(isAtItsEnd, new StageState([], [.. places.Select(static (one, at) => new StageEvaluation(at, Measured(one, one)))]).IsAtItsEnd(patience));

    [Fact]
    public void Places_are_boxes_and_masks_as_far_as_there_are_such()
    {
        Assert.Equal(0.5, Measured(0.4, 0.6).Places, 1e-9);
        Assert.Equal(0.4, Measured(0.4, null).Places, 1e-9);
        Assert.Equal(0, Measured(null, null).Places);
    }

    [Fact]
    public async Task Measurements_on_the_way_are_told_with_the_stage_and_may_end_it_early()
    {
        using var folder = new TemporaryFolder();
        var store = new LocalBlobStore(folder.Root);
        await TinyDataset.WriteAsync(store, radiographs: 6, volumes: 0, heldOut: 2);
        // So small a rate betters nothing.
        var options = new TrainingOptions
        {
            Stages = [1], StepsPerStage = 12, Batch = 2, LearningRate = 1e-12, EvaluateEvery = 2, Patience = 2, Network = TinyDataset.Network, EvaluationStudies = 2,
        };
        var report = await new VividMedTrainer().TrainAsync(store, TinyDataset.Version, options, store, "models/a", cancellationToken: TestContext.Current.CancellationToken);
        var stage = Assert.Single(report.Stages);
        Assert.Equal([2, 4, 6], stage.Evaluations.Select(static one => one.Step));
        Assert.Equal(6, stage.Steps);
    }

    private static EvaluationReport Measured(double? boxes, double? masks) => new("validate", 1, null, null, null, boxes, null, masks, null, 0, 0, 0, 0, null);
}
