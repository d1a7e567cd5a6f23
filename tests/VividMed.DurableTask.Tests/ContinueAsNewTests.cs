using VividMed.DurableTask.Protocol;

namespace VividMed.DurableTask.Tests;

public sealed class ContinueAsNewTests
{
    [Fact]
    public void A_restart_ends_the_turn_with_the_next_input()
    {
        SimulatedOrchestration run = SimulatedOrchestration.Of<int, string>(
            async (context, page) =>
            {
                await context.CallActivityAsync("Page", page);
                context.ContinueAsNew(new ContinueAsNewOptions { NewInput = page + 1, NewVersion = "2" });
                return "unused";
            },
            input: 7);
        run.Turn();
        CompleteOrchestrationAction end = run.Turn(Happened.Completed(0)).End();
        Assert.Equal((OrchestrationStatus.ContinuedAsNew, "8", "2"), (end.OrchestrationStatus, end.Result, end.NewVersion));
    }

    [Fact]
    public void Events_that_nobody_has_taken_reach_the_next_execution_in_their_order()
    {
        SimulatedOrchestration run = Restarting(preserve: true);
        run.Turn();
        CompleteOrchestrationAction end = run.Turn(
            Happened.Raised("B", 1), Happened.Raised("A", 2), Happened.Raised("B", 3), Happened.Completed(0), Happened.Raised("A", 4)).End();
        Assert.Equal(["1", "2", "3", "4"], end.CarryoverEvents.Select(carried => carried.EventRaised.Input));
    }

    [Fact]
    public void Events_are_dropped_when_the_orchestrator_says_so()
    {
        SimulatedOrchestration run = Restarting(preserve: false);
        run.Turn();
        Assert.Empty(run.Turn(Happened.Raised("A", 1), Happened.Completed(0), Happened.Raised("A", 2)).End().CarryoverEvents);
    }

    [Fact]
    public void Terminating_wins_over_a_restart_of_the_same_turn()
    {
        SimulatedOrchestration run = Restarting(preserve: true);
        run.Turn();
        CompleteOrchestrationAction end = run.Turn(Happened.Raised("A", 1), Happened.Completed(0), Happened.Terminated("stop")).End();
        Assert.Equal((OrchestrationStatus.Terminated, "\"stop\""), (end.OrchestrationStatus, end.Result));
        Assert.Empty(end.CarryoverEvents);
    }

    private static SimulatedOrchestration Restarting(bool preserve) => SimulatedOrchestration.Of(async context =>
    {
        await context.CallActivityAsync("Work");
        context.ContinueAsNew(null, preserve);
        return 0;
    });
}
