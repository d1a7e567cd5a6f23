using Microsoft.DurableTask.Converters;
using VividMed.Dashboard.Quarantine;
using VividMed.Dashboard.Tests.Support;
using VividMed.Datasets;
using VividMed.Shards.Tests;
using VividMed.Storage.Stores;
using VividMed.TestKit;
using VividMed.Workflows.Progress;
using VividMed.Workflows.Requests;
using VividMed.Workflows.Resources;

namespace VividMed.Dashboard.Tests.Quarantine;

public sealed class QuarantineListTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_studies_of_this_run_are_listed_with_what_is_known_of_them()
    {
        var study = new QuarantinedStudy("s1", "localize", "truncated-pixel-data", "the file ends early", "ab12");
        await WriteAsync("run", 0, study);
        await WriteAsync("other", 0, study with { Study = "s2" });
        Assert.Equal([study], await ReadAsync());
    }

    [Fact]
    public void The_same_reason_of_the_same_stage_is_one_group_the_largest_first()
    {
        var groups = QuarantineGroup.Of(
        [
            new QuarantinedStudy("a", "tag", "no-text", "m", null), new QuarantinedStudy("b", "localize", "bad-file", "m", null),
            new QuarantinedStudy("c", "localize", "bad-file", "other words", null),
        ]);

        Assert.Equal([new("localize", "bad-file", 2), new QuarantineGroup("tag", "no-text", 1)], groups);
    }

    [Fact]
    public async Task A_run_that_set_nothing_aside_has_an_empty_list() => Assert.Empty(await ReadAsync());

    [Theory, InlineData("awaiting-review"), InlineData("training")]
    public async Task A_run_that_has_committed_and_goes_on_lists_what_its_version_lost(string phase)
    {
        var store = new LocalBlobStore(_folder.Root);
        var lost = TestBuckets.Quarantined("s1");
        await TestBuckets.CommitAsync(store, 1, "mimic-cxr", await TestBuckets.WriteAsync(store, "train", TestSamples.Items(TestSamples.Radiograph("s2")), lost));

        Assert.Equal([lost], await ReadAsync(SynthesisProgress.None with { Phase = phase }));
    }

    private Task<IReadOnlyList<QuarantinedStudy>> ReadAsync(SynthesisProgress? progress = null)
    {
        var json = JsonDataConverter.Default;
        var input = json.Serialize(StandingRun.Input("run", _folder.Root));
        var run = new OrchestrationMetadata("SynthesizeDataset", "run") { DataConverter = json, SerializedInput = input };
        return new QuarantineList().ReadAsync(new RunSnapshot(run, progress ?? SynthesisProgress.None), TestContext.Current.CancellationToken);
    }

    private Task WriteAsync(string run, int partition, params QuarantinedStudy[] studies)
    {
        var folder = new RunFolder(new LocalBlobStore(_folder.Root), run);
        return folder.WriteAsync(folder.Partition(partition, "quarantine-tag"), studies, TestContext.Current.CancellationToken);
    }
}
