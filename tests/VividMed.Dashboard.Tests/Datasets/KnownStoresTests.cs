using System.Text.Json;
using Microsoft.DurableTask.Converters;
using VividMed.Dashboard.Datasets;
using VividMed.Dashboard.Tests.Support;
using VividMed.Storage.Stores;
using VividMed.Workflows.Progress;

namespace VividMed.Dashboard.Tests.Datasets;

public sealed class KnownStoresTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_store_is_known_once_with_what_was_asked_there_last()
    {
        var stores = Over(("new", "/a"), ("middle", "/b"), ("old", "/a"));

        Assert.Equal([("/a", "new", 2), ("/b", "middle", 1)], (await stores.ListAsync(Stop)).Select(static store => (store.Address, store.LatestRun, store.Runs)));
    }

    [Fact]
    public async Task A_place_that_no_run_wrote_to_is_never_opened()
    {
        var stores = Over(("run", "/a"));

        Assert.Null(await stores.FindAsync("/etc", Stop));
        Assert.Equal("/a", (await stores.FindAsync(address: null, Stop))!.Address);
    }

    [Fact]
    public async Task Pages_of_many_runs_are_all_looked_at()
    {
        var stores = Over([.. Enumerable.Range(0, 1_203).Select(static at => ($"run-{at}", $"/{at % 7}"))]);

        Assert.Equal(1_203, (await stores.ListAsync(Stop)).Sum(static store => store.Runs));
    }

    [Fact]
    public async Task A_run_that_began_since_the_hub_was_asked_is_found()
    {
        var instances = new List<OrchestrationMetadata>();
        var stores = Over(instances);
        Assert.Empty(await stores.ListAsync(Stop));

        instances.Add(Begun("first", "/a"));
        Assert.Equal("first", Assert.Single(await stores.ListAsync(Stop)).LatestRun);

        instances.Insert(0, Begun("second", "/b"));
        Assert.Equal("second", (await stores.FindAsync("/b", Stop))!.LatestRun);
    }

    private static KnownStores Over(params (string Run, string Store)[] runs) => Over([.. runs.Select(static run => Begun(run.Run, run.Store))]);

    private static KnownStores Over(IReadOnlyCollection<OrchestrationMetadata> instances) => new(
        (question, _) => Task.FromResult(new InstancePage([.. instances.Skip(question.Offset).Take(question.Count)], instances.Count)),
        new StorageCredentials(), TimeProvider.System);

    private static OrchestrationMetadata Begun(string run, string store) => new("SynthesizeDataset", run)
    {
        SerializedInput = JsonSerializer.Serialize(StandingRun.Input(run, store)),
        DataConverter = JsonDataConverter.Default,
    };
}
