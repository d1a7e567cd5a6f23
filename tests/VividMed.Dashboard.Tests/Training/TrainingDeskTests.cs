using VividMed.Dashboard.Samples;
using VividMed.Dashboard.Tests.Support;
using VividMed.Dashboard.Training;
using VividMed.Shards.Tests;
using VividMed.Storage.Stores;
using VividMed.Training.VisionLanguage.Contracts;
using VividMed.Workflows.Orchestrations;
using VividMed.Workflows.Requests;

namespace VividMed.Dashboard.Tests.Training;

public sealed class TrainingDeskTests : IAsyncLifetime
{
    private StandingRun _run = null!;
    private VersionPlace _place = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _run = await StandingRun.StartAsync();
        await _run.CommitAsync(TestSamples.Radiograph("s1"));
        _place = (await new VersionFinder(_run.Client, TimeProvider.System).FindAsync(StandingRun.Name, null, Stop))!;
    }

    [Fact]
    public async Task A_training_is_started_by_the_orchestration_that_runs_train_with()
    {
        await new TrainingDesk(_run.Client).StartAsync(_place, "model-a", new TrainingRequest { StepsPerStage = 7 }, Stop);

        var instance = (await _run.Client.GetInstanceAsync(RunIds.Training("model-a"), getInputsAndOutputs: true, Stop))!;
        var job = instance.ReadInputAs<TrainingJob>()!;
        Assert.Equal(nameof(TrainOnVersions), instance.Name);
        Assert.Equal(("models/model-a", 7), (job.ModelFolder, job.Training.StepsPerStage));
        Assert.Equal([new VersionReference(_place.Address, "versions/0001")], job.Versions);
    }

    [Theory]
    [InlineData("", "bad-name")]
    [InlineData("../out", "bad-name")]
    [InlineData("A b", "bad-name")]
    [InlineData("standing", "name-taken")]
    public async Task A_name_that_will_not_do_starts_nothing(string name, string code)
    {
        await _run.Store.WriteAsync("models/standing/stage1/curve.json", "{}"u8.ToArray(), cancellationToken: Stop);

        var refused = await Assert.ThrowsAsync<TrainingException>(() => new TrainingDesk(_run.Client).StartAsync(_place, name, new TrainingRequest(), Stop));

        Assert.Equal(code, refused.Code);
    }

    [Fact]
    public async Task A_models_curves_and_figures_are_read_while_it_trains_and_after()
    {
        await _run.Store.WriteAsync("models/a/stage1/metrics.json", """{"stage":1,"steps":2,"lossBefore":4,"lossAfter":2,"weights":"w","curve":[{"language":1,"box":2,"objectness":0.5,"mask":0.5,"total":4},{"language":2,"box":0,"objectness":0,"mask":0}]}"""u8.ToArray(), cancellationToken: Stop);
        await _run.Store.WriteAsync("models/a/stage2/curve.json", """{"stage":2,"steps":50,"curve":[{"language":"NaN","box":2,"objectness":0,"mask":0}]}"""u8.ToArray(), cancellationToken: Stop);
        await _run.Store.WriteAsync("models/a/evaluation.json", """{"split":"test","boxRecall50":0.25,"boxes":{"found":3,"examples":[1,2]},"note":null}"""u8.ToArray(), cancellationToken: Stop);

        var model = (await new TrainingDesk(_run.Client).ListAsync(_run.Store, StandingRun.Name, Stop)).Single(static model => model.Exists);

        Assert.Equal(("a", null), (model.Name, model.Status));
        Assert.Equal([(1, true, 2), (2, false, 50)], model.Stages.Select(static stage => (stage.Stage, stage.IsFinished, stage.Steps)));
        Assert.Equal(4, model.Stages[0].Curve[0].Total);
        Assert.Equal([("split", "test"), ("boxRecall50", "0.25"), ("boxes.found", "3")], model.Figures!.All);
    }

    [Fact]
    public async Task What_memory_a_training_takes_is_known_before_its_first_step()
    {
        await _run.Store.WriteAsync("models/a/plan.json", """{"parameters":1000,"studies":20,"steps":300,"peakMemory":1500000000}"""u8.ToArray(), cancellationToken: Stop);

        var model = (await new TrainingDesk(_run.Client).ListAsync(_run.Store, StandingRun.Name, Stop)).Single(static model => model.Exists);

        Assert.Equal(new TrainingPlan(1000, 20, 300, 1_500_000_000), model.Plan);
        Assert.Empty(model.Stages);
    }

    [Fact]
    public async Task A_file_that_no_training_wrote_is_named()
    {
        await _run.Store.WriteAsync("models/a/stage1/curve.json", "no json"u8.ToArray(), cancellationToken: Stop);

        var refused = await Assert.ThrowsAsync<TrainingException>(() => new TrainingDesk(_run.Client).ListAsync(_run.Store, StandingRun.Name, Stop));

        Assert.Contains("models/a/stage1/curve.json", refused.Message, StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        await _run.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
