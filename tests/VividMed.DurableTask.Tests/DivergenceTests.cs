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
        Assert.Contains("but a timer for 2026-01-02T04:04:05.0000000Z was found", failure.ErrorMessage, StringComparison.Ordinal);
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
        Assert.Contains("expects sent event 'Hello' with instance 'other' as action #0, but the code took no such action", failure.ErrorMessage, StringComparison.Ordinal);
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
        Assert.Contains("expects no action #1, but sub-orchestration 'Part' with instance", failure.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_order_of_calls_fails_at_the_first_that_differs()
    {
        SimulatedOrchestration before = SimulatedOrchestration.Of(context => Both(context, "Tag", "Align"));
        before.Turn();
        Protocol.TaskFailureDetails failure = Changed(before, context => Both(context, "Align", "Tag"));
        Assert.Contains("expects activity 'Tag' as action #0, but activity 'Align' was found", failure.ErrorMessage, StringComparison.Ordinal);

        static async Task<int> Both(TaskOrchestrationContext context, string first, string second) =>
            (await Task.WhenAll(context.CallActivityAsync<int>(first), context.CallActivityAsync<int>(second))).Sum();
    }

    [Fact]
    public void A_timer_for_another_time_fails_and_names_both_times()
    {
        SimulatedOrchestration before = SimulatedOrchestration.Of(context => Wait(context, TimeSpan.FromMinutes(1)));
        before.Turn();
        Protocol.TaskFailureDetails failure = Changed(before, context => Wait(context, TimeSpan.FromMinutes(2)));
        Assert.Contains(
            "expects a timer for 2026-01-02T03:05:05.0000000Z as action #0, but a timer for 2026-01-02T03:06:05.0000000Z was found", failure.ErrorMessage, StringComparison.Ordinal);

        static async Task<int> Wait(TaskOrchestrationContext context, TimeSpan delay)
        {
            await context.CreateTimer(delay, CancellationToken.None);
            return 0;
        }
    }

    [Theory]
    [InlineData("Part", "b", "sub-orchestration 'Part' with instance 'b'")]
    [InlineData("Piece", "a", "sub-orchestration 'Piece' with instance 'a'")]
    public void A_sub_orchestration_of_another_name_or_id_fails(string name, string id, string found)
    {
        SimulatedOrchestration before = SimulatedOrchestration.Of(context => Call(context, "Part", "a"));
        before.Turn();
        Protocol.TaskFailureDetails failure = Changed(before, context => Call(context, name, id));
        Assert.Contains($"expects sub-orchestration 'Part' with instance 'a' as action #0, but {found} was found", failure.ErrorMessage, StringComparison.Ordinal);

        static Task<int> Call(TaskOrchestrationContext context, string name, string id) =>
            context.CallSubOrchestratorAsync<int>(name, options: new TaskOptions().WithInstanceId(id));
    }

    [Theory]
    [InlineData("Hello", "b")]
    [InlineData("Goodbye", "a")]
    public void An_event_of_another_name_or_to_another_instance_fails(string name, string target)
    {
        SimulatedOrchestration before = SimulatedOrchestration.Of(context => Send(context, "Hello", "a"));
        before.Turn();
        Protocol.TaskFailureDetails failure = Changed(before, context => Send(context, name, target));
        Assert.Contains($"but sent event '{name}' with instance '{target}' was found", failure.ErrorMessage, StringComparison.Ordinal);

        static Task<int> Send(TaskOrchestrationContext context, string name, string target)
        {
            context.SendEvent(target, name, 1);
            return context.WaitForExternalEvent<int>("Answer");
        }
    }

    [Fact]
    public void A_rewound_history_lets_the_calls_that_failed_be_made_anew()
    {
        SimulatedOrchestration run = SimulatedOrchestration.Of(async context =>
            await context.CallActivityAsync<int>("Tag") + await context.CallActivityAsync<int>("Align"));
        run.Turn();
        run.Turn(Happened.Completed(0, 1));
        run.Turn(Happened.Failed(1)).Failure();
        run.History.RemoveAll(e => e.TaskFailed is not null || e.EventId == 1);
        Assert.Equal(["1 activity Align "], run.Turn(new Protocol.HistoryEvent { EventId = -1, ExecutionRewound = new() }).Lines());
        Assert.Equal(3, run.Turn(Happened.Completed(1, 2)).Output<int>());
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
