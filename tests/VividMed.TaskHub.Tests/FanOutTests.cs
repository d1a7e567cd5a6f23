using VividMed.TaskHub.Dispatch;
using VividMed.TaskHub.Stores;
using VividMed.TaskHub.Tests.Support;

namespace VividMed.TaskHub.Tests;

/// <summary>Turns of wide fan-outs wait for company, because each of them replays everything.</summary>
public sealed class FanOutTests : IDisposable
{
    private readonly ManualTime _time = new();
    private readonly Dispatcher _dispatcher;
    private readonly WorkerStream _worker = new(KindFilter.Everything, KindFilter.Everything, 10_000, 10_000, streamsHistory: true);

    public FanOutTests()
    {
        _dispatcher = new(new TaskHubOptions().Redelivery, _time);
        _dispatcher.Connect(_worker);
    }

    public void Dispose() => _worker.Dispose();

    [Fact]
    public void An_outcome_of_a_narrow_fan_out_is_handed_out_at_once()
    {
        var calls = Call(10);
        Outcome(calls[0]);
        Assert.True(HasTurn());
    }

    [Fact]
    public void Outcomes_of_a_wide_fan_out_share_a_turn()
    {
        var calls = Call(1_000);
        Outcome(calls[0]);
        Outcome(calls[1]);
        Assert.False(HasTurn());
        _time.Advance(TimeSpan.FromMilliseconds(20));
        Assert.True(HasTurn());
    }

    [Fact]
    public void The_last_outcome_waits_for_nobody()
    {
        foreach (var call in Call(1_000)) Outcome(call);
        Assert.True(HasTurn());
    }

    [Fact]
    public void However_wide_a_fan_out_is_its_first_turn_waits_half_a_second_at_most()
    {
        Outcome(Call(100_000)[0]);
        _time.Advance(TimeSpan.FromMilliseconds(500));
        Assert.True(HasTurn());
    }

    /// <summary>In seconds; a worker that was held up for an hour holds up nothing else for as long.</summary>
    [Theory]
    [InlineData(1, 2)]
    [InlineData(3_600, 30)]
    public void A_turn_waits_twice_as_long_as_the_last_one_took_and_half_a_minute_at_most(double took, double waits)
    {
        var calls = Call(1_000);
        Outcome(calls[0]);
        _time.Advance(TimeSpan.FromMilliseconds(20));
        var turn = _dispatcher.Take(_worker, 10_000).Single(lease => !lease.Unit.IsActivity);
        _time.Advance(TimeSpan.FromSeconds(took));
        Assert.True(_dispatcher.Claim(turn));
        _dispatcher.Finish(turn.Unit);

        Outcome(calls[1]);
        _time.Advance(TimeSpan.FromSeconds(waits - 0.1));
        Assert.False(HasTurn());
        _time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.True(HasTurn());
    }

    private List<Lease> Call(int count)
    {
        var wakeups = new Wakeups();
        for (var i = 0; i < count; i++) wakeups.Activities.Add(new(i, "instance", i, "Echo", null));
        _dispatcher.Accept(wakeups);
        return _dispatcher.Take(_worker, 10_000);
    }

    private void Outcome(Lease call)
    {
        Assert.True(_dispatcher.Claim(call));
        _dispatcher.Finish(call.Unit);
        var wakeups = new Wakeups();
        wakeups.Runnable.Add(new(1, "instance", "Main", null));
        _dispatcher.Accept(wakeups);
    }

    private bool HasTurn() => _dispatcher.Take(_worker, 10_000).Exists(lease => !lease.Unit.IsActivity);
}
