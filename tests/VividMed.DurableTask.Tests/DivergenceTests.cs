namespace VividMed.DurableTask.Tests;

public sealed class DivergenceTests
{
    [Fact]
    public void Another_activity_than_the_history_records_fails_and_names_both()
    {
        SimulatedOrchestration before = SimulatedOrchestration.Of(context => context.CallActivityAsync<int>("Tag"));
        before.Turn();
        Protocol.TaskFailureDetails failure = Changed(before, context => context.CallActivityAsync<int>("Label"));
        Assert.Equal(typeof(NonDeterministicOrchestrationException).FullName, failure.ErrorType);
        Assert.Contains("expects activity 'Tag' as action #0, but activity 'Label' was found", failure.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_in_another_case_is_the_same_activity()
    {
        SimulatedOrchestration before = SimulatedOrchestration.Of(context => context.CallActivityAsync<int>("Tag"));
        before.Turn();
        Assert.Equal(1, SimulatedOrchestration.Changed(before, context => context.CallActivityAsync<int>("TAG")).Turn(Happened.Completed(0, 1)).Output<int>());
    }

    [Fact]
    public void A_timer_in_place_of_an_activity_fails()
    {
        SimulatedOrchestration before = SimulatedOrchestration.Of(context => context.CallActivityAsync<int>("Tag"));
        before.Turn();
        Protocol.TaskFailureDetails failure = Changed(before, async context =>
        {
            await context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
            return 0;
        });
        Assert.Contains("but a timer was found", failure.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public void An_action_that_the_code_no_longer_takes_fails()
    {
        SimulatedOrchestration before = SimulatedOrchestration.Of(async context =>
        {
            context.SendEvent("other", "Hello", 1);
            return await context.CallActivityAsync<int>("Tag");
        });
        before.Turn();
        Protocol.TaskFailureDetails failure = Changed(before, context => context.WaitForExternalEvent<int>("E"));
        Assert.Contains("expects sent event 'Hello' as action #0, but the code took no such action", failure.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public void An_action_that_finished_turns_do_not_record_fails()
    {
        SimulatedOrchestration before = SimulatedOrchestration.Of(context => context.CallActivityAsync<int>("Tag"));
        before.Turn();
        Protocol.TaskFailureDetails failure = Changed(before, async context =>
        {
            Task<int> tag = context.CallActivityAsync<int>("Tag");
            await context.CallSubOrchestratorAsync("Part");
            return await tag;
        });
        Assert.Contains("expects no action #1, but sub-orchestration 'Part' was found", failure.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public void A_diverged_turn_takes_no_action_but_the_failure()
    {
        SimulatedOrchestration before = SimulatedOrchestration.Of(context => context.CallActivityAsync<int>("Tag"));
        before.Turn();
        SimulatedOrchestration after = SimulatedOrchestration.Changed(before, context => context.CallActivityAsync<int>("Label"));
        Assert.Single(after.Turn(Happened.Completed(0, 1)).Actions);
    }

    private static Protocol.TaskFailureDetails Changed(SimulatedOrchestration before, Func<TaskOrchestrationContext, Task<int>> code) =>
        SimulatedOrchestration.Changed(before, code).Turn(Happened.Completed(0, 1)).Failure();
}
