namespace VividMed.DurableTask.Tests;

public sealed class ExternalEventTests
{
    [Fact]
    public void An_event_that_came_before_its_waiter_is_kept()
    {
        SimulatedOrchestration run = SimulatedOrchestration.Of(async context =>
        {
            await context.CallActivityAsync("Prepare");
            return await context.WaitForExternalEvent<string>("Approved");
        });
        run.Turn();
        run.Turn(Happened.Raised("Approved", "yes"));
        Assert.Equal("yes", run.Turn(Happened.Completed(0)).Output<string>());
    }

    [Fact]
    public void Event_names_match_without_regard_to_case()
    {
        SimulatedOrchestration run = SimulatedOrchestration.Of(context => context.WaitForExternalEvent<int>("Approved"));
        run.Turn();
        Assert.Equal(5, run.Turn(Happened.Raised("APPROVED", 5)).Output<int>());
    }

    [Fact]
    public void Of_several_waiters_the_newest_is_served_first()
    {
        SimulatedOrchestration run = SimulatedOrchestration.Of(async context =>
        {
            Task<string> older = context.WaitForExternalEvent<string>("E");
            Task<string> newer = context.WaitForExternalEvent<string>("E");
            return $"{await older},{await newer}";
        });
        run.Turn();
        Assert.Equal("second,first", run.Turn(Happened.Raised("E", "first"), Happened.Raised("E", "second")).Output<string>());
    }

    [Fact]
    public void Kept_events_are_served_oldest_first()
    {
        SimulatedOrchestration run = SimulatedOrchestration.Of(async context =>
        {
            await context.CallActivityAsync("Prepare");
            return await context.WaitForExternalEvent<string>("E") + await context.WaitForExternalEvent<string>("E");
        });
        run.Turn();
        run.Turn(Happened.Raised("E", "1"), Happened.Raised("e", "2"));
        Assert.Equal("12", run.Turn(Happened.Completed(0)).Output<string>());
    }

    [Fact]
    public void A_second_waiter_of_another_type_is_refused()
    {
        SimulatedOrchestration run = SimulatedOrchestration.Of(async context =>
        {
            Task<int> first = context.WaitForExternalEvent<int>("E");
            string second = await context.WaitForExternalEvent<string>("E");
            return $"{await first}{second}";
        });
        Assert.Equal("System.ArgumentException", run.Turn().Failure().ErrorType);
    }

    [Fact]
    public void Waiting_in_vain_ends_with_a_cancellation_when_the_time_is_up()
    {
        SimulatedOrchestration run = WaitOneHour();
        Assert.Equal(["0 timer 2026-01-02T04:04:05.0000000Z"], run.Turn().Lines());
        Assert.Equal("gave up", run.Turn(Happened.Fired(0)).Output<string>());
    }

    [Fact]
    public void An_event_in_time_wins_over_the_time_out()
    {
        SimulatedOrchestration run = WaitOneHour();
        run.Turn();
        Assert.Equal("yes", run.Turn(Happened.Raised("Approved", "yes"), Happened.Fired(0)).Output<string>());
    }

    [Fact]
    public void An_event_after_the_time_out_is_kept_for_the_next_waiter()
    {
        SimulatedOrchestration run = SimulatedOrchestration.Of(async context =>
        {
            try
            {
                await context.WaitForExternalEvent<string>("E", TimeSpan.FromHours(1));
            }
            catch (TaskCanceledException)
            {
                await context.CallActivityAsync("Remind");
            }

            return await context.WaitForExternalEvent<string>("E");
        });
        run.Turn();
        run.Turn(Happened.Fired(0));
        run.Turn(Happened.Raised("E", "late"));
        Assert.Equal("late", run.Turn(Happened.Completed(1)).Output<string>());
    }

    [Fact]
    public void A_payload_of_the_wrong_shape_fails_the_waiter()
    {
        SimulatedOrchestration run = SimulatedOrchestration.Of(context => context.WaitForExternalEvent<int>("E"));
        run.Turn();
        Assert.Equal("System.Text.Json.JsonException", run.Turn(Happened.Raised("E", "no number")).Failure().ErrorType);
    }

    [Fact]
    public void Sending_an_event_is_an_action()
    {
        SimulatedOrchestration run = SimulatedOrchestration.Of(async context =>
        {
            context.SendEvent("other", "Hello", 7);
            await context.CallActivityAsync("A");
            return 0;
        });
        Assert.Equal(["0 event Hello 7", "1 activity A "], run.Turn().Lines());
        Assert.Equal(0, run.Turn(Happened.Completed(1)).Output<int>());
    }

    private static SimulatedOrchestration WaitOneHour() => SimulatedOrchestration.Of(async context =>
    {
        try
        {
            return await context.WaitForExternalEvent<string>("Approved", TimeSpan.FromHours(1));
        }
        catch (TaskCanceledException)
        {
            return "gave up";
        }
    });
}
