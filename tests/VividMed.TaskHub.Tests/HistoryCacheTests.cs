using Microsoft.DurableTask.Protobuf;
using VividMed.TaskHub.Dispatch;
using VividMed.TaskHub.Turns;

namespace VividMed.TaskHub.Tests;

public sealed class HistoryCacheTests
{
    [Fact]
    public void Only_the_very_state_of_an_instance_is_taken_and_only_once()
    {
        var cache = new HistoryCache(1000);
        cache.Put(Instance(1, "a", 0), [new(), new()], 10);

        Assert.Null(cache.Take(Instance(1, "b", 2, 10)));
        cache.Put(Instance(1, "a", 0), [new(), new()], 10);
        Assert.Equal(2, cache.Take(Instance(1, "a", 2, 10))?.Count);
        Assert.Null(cache.Take(Instance(1, "a", 2, 10)));
    }

    [Fact]
    public void A_history_of_the_same_length_is_not_taken_for_another()
    {
        var cache = new HistoryCache(1000);
        cache.Put(Instance(1, "a", 0), [new(), new()], 10);

        Assert.Null(cache.Take(Instance(1, "a", 2, 12)));
    }

    [Fact]
    public void The_longest_unused_makes_room()
    {
        var cache = new HistoryCache(100);
        for (var key = 1; key <= 3; key++) cache.Put(Instance(key, "a", 0), [new()], 40);

        Assert.Null(cache.Take(Instance(1, "a", 1, 40)));
        Assert.NotNull(cache.Take(Instance(2, "a", 1, 40)));
        Assert.NotNull(cache.Take(Instance(3, "a", 1, 40)));
    }

    private static InstanceRow Instance(long key, string execution, int length, long bytes = 0) =>
        new(key, $"i{key}", execution, "N", null, OrchestrationStatus.Running, length, bytes, []);
}
