using VividMed.Datasets;
using VividMed.Inference;
using VividMed.Storage.Stores;
using VividMed.Workflows.Localize;
using VividMed.Workflows.Orchestrations;
using VividMed.Workflows.Plan;
using VividMed.Workflows.Recipes;
using VividMed.Workflows.Requests;
using VividMed.Workflows.Tests.Support;
using static VividMed.Workflows.Tests.Support.TestRequests;

namespace VividMed.Workflows.Tests.Orchestrations;

public sealed class RetriesTests
{
    public static TheoryData<Exception, bool> Failures => new()
    {
        { new ModelException("provider-unavailable", "no GPU"), false },
        { new ModelException("unknown-model", "no such model"), false },
        { new DatasetException("missing-table", "images.csv is missing"), false },
        { new RecipeChangedException("the taxonomy"), false },
        { new StaleWorkerException("tagger"), true },
        { new ModelRunException("model", new InvalidOperationException("CUDA failure 2: out of memory")), true },
        { new StorageException("access-refused", "the key is another account's"), false },
        { new StorageException("disk-full", "the disk is full"), false },
        { new DatasetException("missing-table", "the split is missing"), false },
        { new PlanException("no-space", "the disk is too small"), false },
        { new UnauthorizedAccessException("may not be read"), false },
        { new StoreUnavailableException("503"), true },
        { new IOException("the share is away"), true },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public void What_cannot_get_better_is_not_tried_again(Exception failure, bool again) =>
        Assert.Equal(again, Retries.MayPass(new TaskFailureDetails(failure.GetType().FullName!, failure.Message, null, null, null)));

    [Fact]
    public async Task A_stage_whose_model_cannot_be_had_is_asked_once_and_the_partition_ends_with_its_words()
    {
        var cast = new Cast { Failing = (nameof(LocalizeStudies), new ModelException("provider-unavailable", "models cannot run on CUDA here")) };
        await using var rehearsal = await Rehearsal.StartAsync(cast);
        await rehearsal.BeginAsync(nameof(SynthesizePartition), new PartitionReference(Dataset("run"), "1", new RecipeReference("", "", ""), 0), "partition");

        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var ended = await rehearsal.Client.WaitForInstanceCompletionAsync("partition", getInputsAndOutputs: true, deadline.Token);

        Assert.Equal(OrchestrationRuntimeStatus.Failed, ended.RuntimeStatus);
        Assert.Contains("models cannot run on CUDA here", ended.FailureDetails!.ErrorMessage, StringComparison.Ordinal);
        Assert.Equal(["TagReports 0", "LocalizeStudies 0"], cast.Calls);
    }
}
