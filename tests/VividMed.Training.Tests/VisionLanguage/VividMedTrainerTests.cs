using VividMed.Storage.Stores;
using VividMed.TestKit;
using VividMed.Training.VisionLanguage;
using VividMed.Training.VisionLanguage.Checkpoints;
using VividMed.Training.VisionLanguage.Contracts;
using VividMed.Training.VisionLanguage.Evaluators;

namespace VividMed.Training.Tests.VisionLanguage;

public sealed class VividMedTrainerTests : IDisposable
{
    private static readonly TrainingOptions Short = new() { StepsPerStage = 7, Batch = 3, CheckpointEvery = 2, Network = TinyDataset.Network, EvaluationStudies = 8 };

    private readonly TemporaryFolder _folder = new();
    private readonly LocalBlobStore _store;

    public VividMedTrainerTests() => _store = new LocalBlobStore(_folder.Root);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Training_lowers_the_loss_and_betters_every_held_out_metric()
    {
        await TinyDataset.WriteAsync(_store, radiographs: 48, volumes: 16, heldOut: 12);
        var report = await TrainAsync("models/a", Short with { StepsPerStage = 300, Batch = 12, LearningRate = 4e-3, EvaluationStudies = 18 });
        foreach (var stage in report.Stages) TestContext.Current.TestOutputHelper?.WriteLine($"stage {stage.Stage}: {stage.LossBefore:F3} -> {stage.LossAfter:F3}");
        TestContext.Current.TestOutputHelper?.WriteLine($"{report.Before}\n{report.After}");
        Assert.All(report.Stages, static stage => Assert.True(stage.LossAfter < stage.LossBefore));
        Assert.Equal("validate", report.After.Split);
        Assert.True(report.After.Perplexity < report.Before.Perplexity / 3, $"perplexity {report.Before.Perplexity} -> {report.After.Perplexity}");
        Assert.True(report.After.AnswerAccuracy > 0.6, $"answers {report.After.AnswerAccuracy}");
        Assert.True(report.After.BoxMeanIoU > 0.6 && report.After.BoxMeanIoU > 2 * report.Before.BoxMeanIoU, $"boxes {report.Before.BoxMeanIoU} -> {report.After.BoxMeanIoU}");
        Assert.True(report.After.MaskDice > 0.8 && report.After.MaskDice > report.Before.MaskDice, $"masks {report.Before.MaskDice} -> {report.After.MaskDice}");
    }

    [Fact]
    public async Task A_resumed_training_ends_with_the_bytes_of_an_uninterrupted_one()
    {
        await TinyDataset.WriteAsync(_store, radiographs: 6, volumes: 4, heldOut: 2);
        var whole = await TrainAsync("models/whole", Short);
        foreach (var killAt in (int[])[1, 3, 8, 14, 17, 20])
        {
            using var stop = new CancellationTokenSource();
            var steps = 0;
            var killer = new SynchronousProgress(_ =>
            {
                if (++steps == killAt) stop.Cancel();
            });
            var prefix = $"models/killed-{killAt}";
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => TrainAsync(prefix, Short, killer, stop.Token));
            var resumed = await TrainAsync(prefix, Short);
            foreach (var stage in (int[])[1, 2, 3]) Assert.Equal(await WeightsAsync("models/whole", stage), await WeightsAsync(prefix, stage));
            Assert.Equal(whole.After, resumed.After);
            Assert.Equal(whole.Stages.SelectMany(static stage => stage.Curve), resumed.Stages.SelectMany(static stage => stage.Curve));
        }
    }

    [Fact]
    public async Task A_training_that_goes_on_reads_no_held_out_study_before_its_first_step()
    {
        await TinyDataset.WriteAsync(_store, radiographs: 6, volumes: 0, heldOut: 2);
        await CutAsync(Short, after: 3);
        Directory.Delete(Path.Combine(_folder.Root, "images", "validate"), recursive: true);
        Assert.Equal(3, await CutAsync(Short, after: 1));
        var plan = await ModelHistory.ReadPlanAsync(_store, "cut");
        Assert.Equal((6, 3L * Short.StepsPerStage), (plan!.Studies, plan.Steps));
    }

    [Fact]
    public async Task What_was_measured_before_a_cut_training_is_what_its_report_says()
    {
        await TinyDataset.WriteAsync(_store, radiographs: 6, volumes: 4, heldOut: 2);
        var whole = await TrainAsync("models/whole", Short with { Stages = [3] });
        await CutAsync(Short with { Stages = [3] }, after: 3);
        Assert.Equal(whole.Before, (await TrainAsync("models/cut", Short with { Stages = [3] })).Before);
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_weights_and_another_seed_does_not()
    {
        await TinyDataset.WriteAsync(_store, radiographs: 6, volumes: 4, heldOut: 2);
        var one = Short with { Stages = [1], StepsPerStage = 3 };
        await TrainAsync("models/a", one);
        await TrainAsync("models/b", one);
        await TrainAsync("models/c", one with { Seed = 2 });
        Assert.Equal(await WeightsAsync("models/a", 1), await WeightsAsync("models/b", 1));
        Assert.NotEqual(await WeightsAsync("models/a", 1), await WeightsAsync("models/c", 1));
    }

    [Fact]
    public async Task Stages_may_be_trained_by_calls_of_their_own()
    {
        await TinyDataset.WriteAsync(_store, radiographs: 6, volumes: 4, heldOut: 2);
        await TrainAsync("models/together", Short with { StepsPerStage = 3 });
        foreach (var stage in (int[])[1, 2, 3]) await TrainAsync("models/apart", Short with { StepsPerStage = 3, Stages = [stage] });
        Assert.Equal(await WeightsAsync("models/together", 3), await WeightsAsync("models/apart", 3));
    }

    [Fact]
    public async Task A_finished_training_is_not_done_again()
    {
        await TinyDataset.WriteAsync(_store, radiographs: 4, volumes: 0, heldOut: 2);
        var first = await TrainAsync("models/a", Short);
        var steps = 0;
        var again = await TrainAsync("models/a", Short, new SynchronousProgress(_ => steps++));
        Assert.Equal(0, steps);
        Assert.Equal(first.After, again.After);
        Assert.Empty(await _store.ListAsync("models/a/stage1/checkpoint-").ToListAsync());
    }

    [Fact]
    public async Task Losses_are_there_to_be_seen_while_a_stage_runs_and_when_it_is_done()
    {
        await TinyDataset.WriteAsync(_store, radiographs: 4, volumes: 0, heldOut: 2);
        var one = Short with { Stages = [1], StepsPerStage = 12 };
        var seen = default(IReadOnlyList<StageHistory>);

        await TrainAsync("models/a", one, new SynchronousProgress(progress =>
        {
            if (progress.Step == 11) seen = ModelHistory.ReadAsync(_store, "a").GetAwaiter().GetResult();
        }));

        var (running, done) = (Assert.Single(seen!), Assert.Single(await ModelHistory.ReadAsync(_store, "a")));
        Assert.Equal((false, 12, 10), (running.IsFinished, running.Steps, running.Curve.Count));
        Assert.Equal((true, 12, 12), (done.IsFinished, done.Steps, done.Curve.Count));
        Assert.Equal(running.Curve, done.Curve.Take(10));
        Assert.Equal(["a"], await ModelHistory.ListAsync(_store));
        Assert.Empty(await _store.ListAsync("models/a/stage1/curve").ToListAsync());
    }

    [Fact]
    public async Task A_folder_of_other_options_is_refused()
    {
        await TinyDataset.WriteAsync(_store, radiographs: 4, volumes: 0, heldOut: 2);
        await TrainAsync("models/a", Short with { Stages = [1] });
        var refused = await Assert.ThrowsAsync<TrainingException>(() => TrainAsync("models/a", Short with { Stages = [1], Batch = 2 }));
        Assert.Equal("checkpoint-mismatch", refused.Code);
    }

    [Fact]
    public async Task Without_held_out_studies_the_training_split_is_measured_and_a_note_says_so()
    {
        await TinyDataset.WriteAsync(_store, radiographs: 4, volumes: 2, heldOut: 0);
        var report = await TrainAsync("models/a", Short with { Stages = [1], StepsPerStage = 2 });
        Assert.Equal("train", report.After.Split);
        Assert.NotNull(report.After.Note);
    }

    [Fact]
    public async Task A_version_without_training_samples_is_refused()
    {
        await TinyDataset.WriteAsync(_store, radiographs: 0, volumes: 0, heldOut: 2);
        Assert.Equal("no-training-samples", (await Assert.ThrowsAsync<TrainingException>(() => TrainAsync("models/a", Short))).Code);
    }

    [Fact]
    public async Task Training_without_grounding_leaves_the_heads_as_they_were()
    {
        await TinyDataset.WriteAsync(_store, radiographs: 6, volumes: 2, heldOut: 2);
        var report = await TrainAsync("models/a", Short with { Grounding = false });
        Assert.All(report.Stages.SelectMany(static stage => stage.Curve), static loss => Assert.Equal((0, 0, 0), (loss.Box, loss.Objectness, loss.Mask)));
    }

    [Fact]
    public async Task A_training_goes_on_from_a_base_and_begins_where_that_ended()
    {
        await TinyDataset.WriteAsync(_store, radiographs: 6, volumes: 2, heldOut: 4);
        var first = await TrainAsync("models/base", Short);
        var aligned = await TrainAsync("models/aligned", Short with { Stages = [3], Base = new ModelSource(_store, "models/base"), Network = new NetworkOptions() });
        Assert.Equal(1, aligned.Before.Perplexity!.Value / first.After.Perplexity!.Value, 1e-5);
        Assert.Equal(first.Parameters, aligned.Parameters);
        Assert.NotEqual(await WeightsAsync("models/base", 3), await WeightsAsync("models/aligned", 3));
        var missing = Short with { Base = new ModelSource(_store, "models/none") };
        Assert.Equal("model-missing", (await Assert.ThrowsAsync<TrainingException>(() => TrainAsync("models/b", missing))).Code);
    }

    [Fact]
    public async Task A_card_says_what_the_model_was_made_from()
    {
        await TinyDataset.WriteAsync(_store, radiographs: 4, volumes: 0, heldOut: 2);
        await TrainAsync("models/a", Short with { Stages = [1] });
        var card = System.Text.Encoding.UTF8.GetString((await _store.ReadAllAsync("models/a/MODEL_CARD.md"))!);
        Assert.Contains("# a\n", card, StringComparison.Ordinal);
        Assert.Contains("| tiny | 1 | 7 | `", card, StringComparison.Ordinal);
        Assert.Contains("Began with random weights, seed 1", card, StringComparison.Ordinal);
        Assert.Contains("| 1 | 7 | ", card, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_evaluator_measures_the_published_model_as_the_trainer_did()
    {
        await TinyDataset.WriteAsync(_store, radiographs: 6, volumes: 2, heldOut: 4);
        var report = await TrainAsync("models/a", Short);
        var measured = await new ModelEvaluator().EvaluateAsync(_store, TinyDataset.Version, _store, "models/a");
        Assert.Equal(1, measured.Perplexity!.Value / report.After.Perplexity!.Value, 1e-5);
        Assert.Equal(report.After.BoxMeanIoU!.Value, measured.BoxMeanIoU!.Value, 1e-4);
        Assert.Equal("model-missing", (await Assert.ThrowsAsync<TrainingException>(() => new ModelEvaluator().EvaluateAsync(_store, TinyDataset.Version, _store, "models/none"))).Code);
    }

    [Theory]
    [InlineData(0, 8, 96)]
    [InlineData(5, 0, 96)]
    [InlineData(5, 8, 97)]
    public async Task Options_out_of_range_are_refused_before_anything_is_read(int steps, int batch, int side)
    {
        var options = Short with { StepsPerStage = steps, Batch = batch, Network = Short.Network with { FlatSide = side } };
        Assert.Equal("bad-options", (await Assert.ThrowsAsync<TrainingException>(() => TrainAsync("models/a", options))).Code);
    }

    private Task<TrainingReport> TrainAsync(string prefix, TrainingOptions options, IProgress<TrainingProgress>? progress = null, CancellationToken cancellationToken = default) =>
        new VividMedTrainer().TrainAsync(_store, TinyDataset.Version, options, _store, prefix, progress, cancellationToken);

    /// <summary>Trains until so many steps are done; gives the first of them.</summary>
    private async Task<int> CutAsync(TrainingOptions options, int after)
    {
        using var stop = new CancellationTokenSource();
        var steps = new List<int>();
        var killer = new SynchronousProgress(step =>
        {
            steps.Add(step.Step);
            if (steps.Count == after) stop.Cancel();
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => TrainAsync("models/cut", options, killer, stop.Token));
        return steps[0];
    }

    private async Task<string?> WeightsAsync(string prefix, int stage) => await _store.GetSha256Async($"{prefix}/stage{stage}/model.safetensors");
}
