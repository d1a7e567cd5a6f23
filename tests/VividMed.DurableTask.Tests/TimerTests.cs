namespace VividMed.DurableTask.Tests;

public sealed class TimerTests
{
    [Fact]
    public void A_timer_counts_from_the_time_of_the_turn()
    {
        SimulatedOrchestration run = Sleep(TimeSpan.FromMinutes(5));
        Assert.Equal(["0 timer 2026-01-02T03:09:05.0000000Z"], run.Turn().Lines());
        Assert.Equal("awake", run.Turn(Happened.Fired(0)).Output<string>());
    }

    [Fact]
    public void A_wait_longer_than_three_days_becomes_a_chain_of_timers()
    {
        SimulatedOrchestration run = Sleep(TimeSpan.FromDays(7));
        Assert.Equal(["0 timer 2026-01-05T03:04:05.0000000Z"], run.Turn().Lines());
        run.Now = SimulatedOrchestration.Beginning.AddDays(3);
        Assert.Equal(["1 timer 2026-01-08T03:04:05.0000000Z"], run.Turn(Happened.Fired(0)).Lines());
        run.Now = SimulatedOrchestration.Beginning.AddDays(6);
        Assert.Equal(["2 timer 2026-01-09T03:04:05.0000000Z"], run.Turn(Happened.Fired(1)).Lines());
        Assert.Equal("awake", run.Turn(Happened.Fired(2)).Output<string>());
    }

    [Fact]
    public void A_cancelled_timer_is_left_to_fire_in_vain()
    {
        SimulatedOrchestration run = SimulatedOrchestration.Of(async context =>
        {
            using CancellationTokenSource end = new();
            Task timer = context.CreateTimer(TimeSpan.FromHours(1), end.Token);
            await context.CallActivityAsync("A");
            end.Cancel();
            try
            {
                await timer;
            }
            catch (TaskCanceledException)
            {
                await context.CallActivityAsync("AfterCancel");
            }

            return "done";
        });
        run.Turn();
        Assert.Equal(["2 activity AfterCancel "], run.Turn(Happened.Completed(1)).Lines());
        Assert.Empty(run.Turn(Happened.Fired(0)).Actions);
        Assert.Equal("done", run.Turn(Happened.Completed(2)).Output<string>());
    }

    [Fact]
    public void Current_time_is_that_of_the_turn_in_every_replay()
    {
        SimulatedOrchestration run = SimulatedOrchestration.Of(async context =>
        {
            DateTime first = context.CurrentUtcDateTime;
            await context.CallActivityAsync("A");
            return $"{first:HH:mm:ss}-{context.CurrentUtcDateTime:HH:mm:ss}";
        });
        run.Turn();
        run.Now = SimulatedOrchestration.Beginning.AddMinutes(2);
        Assert.Equal("03:04:05-03:06:05", run.Turn(Happened.Completed(0)).Output<string>());
    }

    private static SimulatedOrchestration Sleep(TimeSpan duration) => SimulatedOrchestration.Of(async context =>
    {
        await context.CreateTimer(duration, CancellationToken.None);
        return "awake";
    });
}
