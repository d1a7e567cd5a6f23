using VividMed.DurableTask.Client;
using VividMed.DurableTask.Protocol;

namespace VividMed.DurableTask.Tests;

public sealed class HistoryReplayTests
{
    [Fact]
    public void The_code_that_made_a_history_repeats_it()
    {
        ReplayOutcome outcome = HistoryReplay.Run(Finished(), Registry(InSequence));
        Assert.Equal(new(OrchestrationRuntimeStatus.Completed, "3"), outcome);
    }

    [Fact]
    public void A_history_in_flight_is_repeated_up_to_its_last_turn()
    {
        SimulatedOrchestration run = SimulatedOrchestration.Of(InSequence);
        run.Turn();
        run.Turn(Happened.Completed(0, 1));
        Assert.Equal(OrchestrationRuntimeStatus.Running, HistoryReplay.Run(new(run.History), Registry(InSequence)).Status);
    }

    [Fact]
    public void A_call_that_is_made_a_turn_too_early_diverges()
    {
        NonDeterministicOrchestrationException error = Assert.Throws<NonDeterministicOrchestrationException>(() => HistoryReplay.Run(Finished(), Registry(AtOnce)));
        Assert.Contains("expects no action #1, but activity 'Align' was found", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_end_that_comes_too_late_or_too_early_diverges()
    {
        NonDeterministicOrchestrationException late = Assert.Throws<NonDeterministicOrchestrationException>(() => HistoryReplay.Run(Finished(), Registry(async context =>
        {
            int sum = await InSequence(context);
            return sum + await context.WaitForExternalEvent<int>("More");
        })));
        Assert.Contains("to end as Completed, but when replayed it goes on", late.Message, StringComparison.Ordinal);

        SimulatedOrchestration run = SimulatedOrchestration.Of(context => context.WaitForExternalEvent<int>("More"));
        run.Turn();
        NonDeterministicOrchestrationException early = Assert.Throws<NonDeterministicOrchestrationException>(
            () => HistoryReplay.Run(new(run.History), Registry(_ => Task.FromResult(1))));
        Assert.Contains("to go on, but when replayed it ends as Completed", early.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_text_form_has_one_event_a_line_and_comes_back_whole()
    {
        RecordedHistory history = Finished();
        StringWriter text = new();
        history.Write(text);
        RecordedHistory read = RecordedHistory.Read(new StringReader(text.ToString()));
        Assert.Equal(history.Events, read.Events);
        Assert.Equal((history.Name, history.InstanceId, history.Count), (read.Name, read.InstanceId, text.ToString().Count(c => c == '\n')));
    }

    [Theory]
    [InlineData("""{ "eventId": -1, "orchestratorStarted": { } }""", "no ExecutionStarted")]
    [InlineData("{ \"eventId\": -1, \"orchestratorStarted\": { } }\n{ \"eventId\": ", "Line 2")]
    [InlineData("""{ "unheardOf": 1 }""", "Line 1")]
    public void What_is_no_history_is_refused_with_the_line(string text, string reason) =>
        Assert.Contains(reason, Assert.Throws<FormatException>(() => RecordedHistory.Read(new StringReader(text))).Message, StringComparison.Ordinal);

    [Fact]
    public void An_orchestrator_that_is_not_registered_is_named() =>
        Assert.Contains("'Main'", Assert.Throws<ArgumentException>(() => HistoryReplay.Run(Finished(), new())).Message, StringComparison.Ordinal);

    private static async Task<int> InSequence(TaskOrchestrationContext context) =>
        await context.CallActivityAsync<int>("Tag") + await context.CallActivityAsync<int>("Align");

    private static async Task<int> AtOnce(TaskOrchestrationContext context) =>
        (await Task.WhenAll(context.CallActivityAsync<int>("Tag"), context.CallActivityAsync<int>("Align"))).Sum();

    private static DurableTaskRegistry Registry(Func<TaskOrchestrationContext, Task<int>> code) => new DurableTaskRegistry().AddOrchestratorFunc("Main", code);

    private static RecordedHistory Finished()
    {
        SimulatedOrchestration run = SimulatedOrchestration.Of(InSequence);
        run.Turn();
        run.Turn(Happened.Completed(0, 1));
        CompleteOrchestrationAction end = run.Turn(Happened.Completed(1, 2)).End();
        run.History.Insert(run.History.Count - 1, new() { EventId = 2, ExecutionCompleted = new() { OrchestrationStatus = end.OrchestrationStatus, Result = end.Result } });
        return new(run.History);
    }
}
