using VividMed.TaskHub.Stores.Sql;

namespace VividMed.TaskHub.Tests.Stores;

public sealed class ReadGroupTests
{
    private readonly List<string[]> _reads = [];
    private readonly Queue<TaskCompletionSource<Dictionary<string, string>>> _answers = [];

    [Fact]
    public async Task Who_asks_during_a_read_shares_the_next_one()
    {
        var group = Group(answers: 2);
        var first = group.ReadAsync("a");
        var (second, third, twice) = (group.ReadAsync("b"), group.ReadAsync("c"), group.ReadAsync("b"));
        var (one, two) = (_answers.Dequeue(), _answers.Dequeue());

        one.SetResult(new() { ["a"] = "A" });
        Assert.Equal("A", await first);
        two.SetResult(new() { ["b"] = "B" });

        Assert.Equal("B", await second);
        Assert.Null(await third);
        Assert.Equal("B", await twice);
        Assert.Equal([["a"], ["b", "c"]], _reads);
    }

    [Fact]
    public async Task A_failed_read_fails_those_who_asked_for_it_and_nobody_else()
    {
        var group = Group(answers: 2);
        var first = group.ReadAsync("a");
        var second = group.ReadAsync("b");
        var (one, two) = (_answers.Dequeue(), _answers.Dequeue());

        one.SetException(new TimeoutException());
        two.SetResult(new() { ["b"] = "B" });

        await Assert.ThrowsAsync<TimeoutException>(() => first);
        Assert.Equal("B", await second);
    }

    [Fact]
    public async Task A_value_is_read_anew_each_time()
    {
        var group = Group(answers: 2);
        foreach (var (answer, value) in _answers.Zip(["old", "new"])) answer.SetResult(new() { ["a"] = value });

        Assert.Equal("old", await group.ReadAsync("a"));
        Assert.Equal("new", await group.ReadAsync("a"));
    }

    private ReadGroup<string, string> Group(int answers)
    {
        for (var i = 0; i < answers; i++) _answers.Enqueue(new());
        var next = new Queue<TaskCompletionSource<Dictionary<string, string>>>(_answers);
        return new(keys =>
        {
            _reads.Add([.. keys]);
            return next.Dequeue().Task;
        });
    }
}
