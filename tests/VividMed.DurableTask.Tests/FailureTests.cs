namespace VividMed.DurableTask.Tests;

public sealed class FailureTests
{
    [Fact]
    public void An_unhandled_exception_fails_the_orchestration_with_type_message_stack_and_cause()
    {
        SimulatedOrchestration run = SimulatedOrchestration.Of<int>(_ => throw new InvalidDataException("broken", new IOException("disk full")));
        Protocol.TaskFailureDetails failure = run.Turn().Failure();
        Assert.Equal(("System.IO.InvalidDataException", "broken"), (failure.ErrorType, failure.ErrorMessage));
        Assert.Contains(nameof(FailureTests), failure.StackTrace, StringComparison.Ordinal);
        Assert.Equal(("System.IO.IOException", "disk full"), (failure.InnerFailure.ErrorType, failure.InnerFailure.ErrorMessage));
    }

    [Fact]
    public void A_failed_activity_throws_its_failure_where_it_is_awaited()
    {
        SimulatedOrchestration run = SimulatedOrchestration.Of(async context =>
        {
            try
            {
                return await context.CallActivityAsync<string>("A");
            }
            catch (TaskFailedException error)
            {
                return error.Message;
            }
        });
        run.Turn();
        Assert.Equal("Task 'A' (#0) failed with an unhandled exception: disk full", run.Turn(Happened.Failed(0)).Output<string>());
    }

    [Fact]
    public void An_input_that_does_not_fit_fails_the_orchestration()
    {
        SimulatedOrchestration run = SimulatedOrchestration.Of<int, int>((_, input) => Task.FromResult(input), input: "no number");
        Assert.Equal("System.Text.Json.JsonException", run.Turn().Failure().ErrorType);
    }

    [Fact]
    public void An_unknown_orchestrator_is_a_failure_that_no_retry_helps()
    {
        SimulatedOrchestration run = SimulatedOrchestration.Of<object?, int>((_, _) => Task.FromResult(0), configure: start => start.Name = "Other");
        Protocol.TaskFailureDetails failure = run.Turn().Failure();
        Assert.Equal(("OrchestratorTaskNotFound", true), (failure.ErrorType, failure.IsNonRetriable));
    }

    [Fact]
    public void A_version_that_does_not_match_fails_when_the_worker_is_told_so()
    {
        SimulatedOrchestration run = SimulatedOrchestration.Of<object?, int>((_, _) => Task.FromResult(0), configure: start => start.Version = "2");
        run.Options.Versioning.Version = "1";
        run.Options.Versioning.MatchStrategy = Worker.DurableTaskWorkerOptions.VersionMatchStrategy.CurrentOrOlder;
        Assert.Equal("VersionMismatch", run.Turn().Failure().ErrorType);
    }

    [Theory]
    [InlineData("System.IO.FileNotFoundException", true)]
    [InlineData("System.IO.IOException", true)]
    [InlineData("System.ArgumentException", false)]
    [InlineData("Some.Unknown.Exception", false)]
    public void A_cause_is_matched_by_type_and_its_base_types(string type, bool matches)
    {
        Assert.Equal(matches, new TaskFailureDetails(type, "m").IsCausedBy<IOException>());
    }

    [Fact]
    public void A_cause_must_be_an_exception_type()
    {
        Assert.Throws<ArgumentException>(() => new TaskFailureDetails("System.Exception", "m").IsCausedBy(typeof(string)));
    }
}
