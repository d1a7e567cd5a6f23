namespace VividMed.DurableTask.Tests;

public sealed class ForeignFlowTests
{
    [Fact]
    public void Awaiting_what_is_not_durable_fails_instead_of_hanging()
    {
        TaskCompletionSource never = new();
        SimulatedOrchestration run = SimulatedOrchestration.Of(async _ =>
        {
            await never.Task;
            return 0;
        });
        Assert.Contains("not durable", run.Turn().Failure().ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public void Using_the_context_from_another_thread_fails()
    {
        SimulatedOrchestration run = SimulatedOrchestration.Of(context =>
        {
            Exception? caught = null;
            Thread other = new(() => caught = Record.Exception(() => { context.NewGuid(); }));
            other.Start();
            other.Join();
            return Task.FromResult(caught?.GetType().Name);
        });
        Assert.Equal(nameof(NonDeterministicOrchestrationException), run.Turn().Output<string>());
    }

    [Fact]
    public void Leaving_the_flow_with_ConfigureAwait_false_fails()
    {
        SimulatedOrchestration run = SimulatedOrchestration.Of(async context =>
        {
            await context.CallActivityAsync("A").ConfigureAwait(false);
            await context.CallActivityAsync("B");
            return 0;
        });
        run.Turn();
        Assert.Equal(typeof(NonDeterministicOrchestrationException).FullName, run.Turn(Happened.Completed(0)).Failure().ErrorType);
    }

    [Fact]
    public void Yielding_and_tasks_of_the_current_scheduler_stay_in_the_flow()
    {
        SimulatedOrchestration run = SimulatedOrchestration.Of(async context =>
        {
            await Task.Yield();
            int id = Environment.CurrentManagedThreadId;
            int inner = await Task.Factory.StartNew(() => Environment.CurrentManagedThreadId, CancellationToken.None, TaskCreationOptions.None, TaskScheduler.Current);
            await context.CallActivityAsync("A");
            return id == inner;
        });
        Assert.Equal(["0 activity A "], run.Turn().Lines());
        Assert.True(run.Turn(Happened.Completed(0)).Output<bool>());
    }
}
