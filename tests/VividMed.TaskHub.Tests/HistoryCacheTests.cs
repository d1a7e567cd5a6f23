using VividMed.DurableTask.Protocol;

namespace VividMed.TaskHub.Tests;

public sealed class HistoryCacheTests
{
    [Fact]
    public void Only_the_very_state_of_an_instance_is_taken_and_only_once()
    {
        var cache = new HistoryCache(1000);
        cache.Put(Instance(1, "a", 0), [new(), new()], 10);

        Assert.Null(cache.Take(Instance(1, "b", 2)));
        cache.Put(Instance(1, "a", 0), [new(), new()], 10);
        Assert.Equal(2, cache.Take(Instance(1, "a", 2))?.Count);
        Assert.Null(cache.Take(Instance(1, "a", 2)));
    }

    [Fact]
    public void The_longest_unused_makes_room()
    {
        var cache = new HistoryCache(100);
        for (var key = 1; key <= 3; key++) cache.Put(Instance(key, "a", 0), [new()], 40);

        Assert.Null(cache.Take(Instance(1, "a", 1)));
        Assert.NotNull(cache.Take(Instance(2, "a", 1)));
        Assert.NotNull(cache.Take(Instance(3, "a", 1)));
    }

    private static InstanceRow Instance(long key, string execution, int length) => new(key, $"i{key}", execution, "N", null, OrchestrationStatus.Running, length, 0, []);
}
