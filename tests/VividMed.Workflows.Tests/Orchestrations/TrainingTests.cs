using VividMed.Workflows.Orchestrations;
using VividMed.Workflows.Requests;
using VividMed.Workflows.Tests.Support;
using VividMed.Workflows.Train;
using static VividMed.Workflows.Tests.Support.TestRequests;

namespace VividMed.Workflows.Tests.Orchestrations;

public sealed class TrainingTests
{
    [Fact]
    public async Task Stages_follow_each_other_and_the_evaluation_comes_last()
    {
        var cast = new Cast();
        await using var rehearsal = await Rehearsal.StartAsync(cast);
        var result = await rehearsal.RunAsync<SynthesisResult>(nameof(SynthesizeDataset), Fresh(Dataset("run", training: new() { Stages = [1, 3] })), "run");
        Assert.Equal(["TrainModel 1", "TrainModel 3", "EvaluateModel versions/0001"], cast.Calls.SkipWhile(call => !call.StartsWith(nameof(TrainModel), StringComparison.Ordinal)));
        Assert.Equal((3, 0), (result.Training!.LossBefore, result.Training.LossAfter));
    }

    [Fact]
    public async Task A_corpus_trains_once_over_the_versions_of_all_its_datasets()
    {
        var cast = new Cast();
        await using var rehearsal = await Rehearsal.StartAsync(cast);
        var corpus = new CorpusRequest("corpus", [Dataset("cxr"), Dataset("ct")], "/out", new());
        var result = await rehearsal.RunAsync<CorpusResult>(nameof(SynthesizeCorpus), corpus, "corpus");
        Assert.Equal(["cxr", "ct"], result.Runs.Select(dataset => dataset.Run));
        Assert.Equal("EvaluateModel versions/0001,versions/0001", cast.Calls.Last());
        Assert.Equal(3, cast.Calls.Count(call => call.StartsWith(nameof(TrainModel), StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_corpus_with_too_much_quarantine_in_one_dataset_does_not_train()
    {
        var cast = new Cast { QuarantinedEach = 2 };
        await using var rehearsal = await Rehearsal.StartAsync(cast);
        var result = await rehearsal.RunAsync<CorpusResult>(nameof(SynthesizeCorpus), new CorpusRequest("corpus", [Dataset("cxr")], "/out", new()), "corpus");
        Assert.Null(result.Training);
    }
}
