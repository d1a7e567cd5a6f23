using Microsoft.DurableTask.Protobuf;
using VividMed.TaskHub.Dispatch;
using VividMed.TaskHub.Stores;
using VividMed.TaskHub.Tests.Support;
using VividMed.TestKit;

namespace VividMed.TaskHub.Tests.Stores;

/// <summary>Where hubs share a database, a hub claims an activity as it stores it, if a worker waits for it.</summary>
public sealed class ClaimedActivityTests(PostgresProcess postgres)
{
    private long _key;
    private readonly Dispatcher _dispatcher = new(new TaskHubOptions().Redelivery, TimeProvider.System);

    [Fact]
    public void No_more_is_reserved_than_workers_have_room_for()
    {
        Connect(activities: 3);

        Assert.Equal(2, _dispatcher.Reserve([.. Enumerable.Repeat(Activity("Work"), 2)]));
        Assert.Equal(1, _dispatcher.Reserve([.. Enumerable.Repeat(Activity("Work"), 2)]));
        Assert.Equal(0, _dispatcher.Reserve([Activity("Work")]));
        _dispatcher.Unreserve(2);
        Accept(claimed: true);
        Assert.Equal(1, _dispatcher.Reserve([.. Enumerable.Repeat(Activity("Work"), 2)]));
    }

    [Fact]
    public void Room_at_a_worker_for_something_else_does_not_count()
    {
        Connect(activities: 8, "Tag");
        Connect(activities: 1, "Localize");

        Assert.Equal(1, _dispatcher.Reserve([.. Enumerable.Repeat(Activity("Localize"), 5)]));
    }

    [Fact]
    public async Task Nothing_is_reserved_that_no_worker_takes_or_that_a_draining_hub_would_keep()
    {
        Connect(activities: 3, "Work");
        Assert.Equal(1, _dispatcher.Reserve([Activity("work"), Activity("Other"), Activity("Work")]));

        await _dispatcher.DrainAsync();

        Assert.Equal(0, _dispatcher.Reserve([Activity("Work")]));
    }

    [Fact]
    public void What_was_claimed_for_a_worker_that_goes_is_given_back()
    {
        var stream = Connect(activities: 3);
        Assert.Empty(Accept(claimed: true));
        Accept(claimed: false);

        var (held, claimed) = _dispatcher.Disconnect(stream);

        Assert.Empty(held);
        Assert.Null(Assert.Single(claimed).Claimed);
        Assert.Single(Accept(claimed: true));
    }

    [Fact]
    public async Task Hubs_share_a_fan_out_though_one_claims_what_its_worker_has_room_for()
    {
        var connection = await PostgresHub.CreateDatabaseAsync(postgres);
        await using var first = await TestHub.StartAsync(options => options.PostgresConnection = connection);
        await using var second = await TestHub.StartAsync(options => options.PostgresConnection = connection);
        var work = new GetWorkItemsRequest { WorkItemFilters = new() { Activities = { new ActivityFilter { Name = "Work" } } } };
        await using (var slow = first.Connect(
            worker =>
            {
                Scripts.FanOut(worker);
                worker.Activities["Work"] = _ => null;
            },
            new() { MaxConcurrentActivityWorkItems = 2 }))
        {
            await first.StartInstanceAsync(Scripts.FanOutName, "6", "one");
            for (var i = 0; i < 3; i++) await slow.NextAsync();
            await using var busy = second.Connect(Scripts.FanOut, work);
            for (var i = 0; i < 4; i++) Assert.NotNull((await busy.NextAsync()).ActivityRequest);
        }

        await using var rest = second.Connect(Scripts.FanOut);
        Assert.Equal("6", (await first.CompletionAsync("one")).Output);
        Scripts.AssertEachCompletedOnce(await first.HistoryAsync("one"), 6);
    }

    private static ActivityRequest Activity(string name) => new() { Name = name };

    private WorkerStream Connect(int activities, params string[] names)
    {
        var filters = new WorkItemFilters { Activities = { names.Select(name => new ActivityFilter { Name = name }) } };
        var stream = new WorkerStream(KindFilter.Everything, KindFilter.Activities(filters), orchestrationLimit: 1, activities, streamsHistory: false);
        _dispatcher.Connect(stream);
        return stream;
    }

    private IReadOnlyList<WorkUnit> Accept(bool claimed)
    {
        var wakeups = new Wakeups();
        wakeups.Activities.Add(new(++_key, "one", 0, "Work", Version: null, claimed ? Activity("Work") : null));
        return _dispatcher.Accept(wakeups);
    }
}
