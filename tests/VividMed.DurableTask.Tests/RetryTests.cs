namespace VividMed.DurableTask.Tests;

public sealed class RetryTests
{
    [Fact]
    public void A_policy_waits_longer_from_attempt_to_attempt_by_durable_timers()
    {
        SimulatedOrchestration run = Retrying(new RetryPolicy(3, TimeSpan.FromSeconds(10), backoffCoefficient: 2));
        Assert.Equal(["0 activity A "], run.Turn().Lines());
        Assert.Equal(["1 timer 2026-01-02T03:04:15.0000000Z"], run.Turn(Happened.Failed(0)).Lines());
        Assert.Equal(["2 activity A "], run.Turn(Happened.Fired(1)).Lines());
        Assert.Equal(["3 timer 2026-01-02T03:04:25.0000000Z"], run.Turn(Happened.Failed(2)).Lines());
        Assert.Equal(["4 activity A "], run.Turn(Happened.Fired(3)).Lines());
        Assert.Equal("ok", run.Turn(Happened.Completed(4, "ok")).Output<string>());
    }

    [Fact]
    public void The_last_failure_is_thrown_when_the_attempts_are_used_up()
    {
        SimulatedOrchestration run = Retrying(new RetryPolicy(2, TimeSpan.FromSeconds(10)));
        run.Turn();
        run.Turn(Happened.Failed(0));
        run.Turn(Happened.Fired(1));
        Protocol.TaskFailureDetails failure = run.Turn(Happened.Failed(2, message: "still full")).Failure();
        Assert.Equal(typeof(TaskFailedException).FullName, failure.ErrorType);
        Assert.Equal("Task 'A' (#2) failed with an unhandled exception: still full", failure.ErrorMessage);
        Assert.Equal("System.IO.IOException", failure.InnerFailure.ErrorType);
    }

    [Fact]
    public void The_wait_never_exceeds_its_maximum()
    {
        RetryPolicy policy = new(10, TimeSpan.FromSeconds(1), 10, maxRetryInterval: TimeSpan.FromSeconds(30));
        Assert.Equal([1, 10, 30, 30], Enumerable.Range(1, 4).Select(attempt => policy.DelayAfter(attempt).TotalSeconds));
    }

    [Fact]
    public void A_non_retriable_failure_is_not_tried_again()
    {
        SimulatedOrchestration run = Retrying(new RetryPolicy(5, TimeSpan.FromSeconds(1)));
        run.Turn();
        Assert.Contains("disk full", run.Turn(Happened.Failed(0, nonRetriable: true)).Failure().ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public void A_policy_may_pick_the_failures_worth_a_retry()
    {
        RetryPolicy policy = new(5, TimeSpan.FromSeconds(1)) { HandleFailure = failure => failure.IsCausedBy<IOException>() };
        SimulatedOrchestration run = Retrying(policy);
        run.Turn();
        Assert.Equal(["1 timer 2026-01-02T03:04:06.0000000Z"], run.Turn(Happened.Failed(0, "System.IO.FileNotFoundException")).Lines());
        run.Turn(Happened.Fired(1));
        Assert.Contains("bad", run.Turn(Happened.Failed(2, "System.ArgumentException", "bad")).Failure().ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public void No_attempt_starts_after_the_retry_time_out()
    {
        SimulatedOrchestration run = Retrying(new RetryPolicy(5, TimeSpan.FromSeconds(1), retryTimeout: TimeSpan.FromMinutes(1)));
        run.Turn();
        run.Now = SimulatedOrchestration.Beginning.AddMinutes(2);
        Assert.NotNull(run.Turn(Happened.Failed(0)).Failure());
    }

    [Fact]
    public void A_handler_decides_without_a_wait_of_its_own()
    {
        List<int> attempts = [];
        SimulatedOrchestration run = Retrying(TaskOptions.FromRetryHandler((RetryContext retry) =>
        {
            attempts.Add(retry.LastAttemptNumber);
            return retry.LastAttemptNumber < 2;
        }));
        run.Turn();
        Assert.Equal(["1 activity A "], run.Turn(Happened.Failed(0)).Lines());
        Assert.NotNull(run.Turn(Happened.Failed(1)).Failure());
        Assert.Equal([1, 1, 2], attempts);
    }

    [Fact]
    public void An_asynchronous_handler_may_await_a_timer()
    {
        SimulatedOrchestration run = Retrying(TaskOptions.FromRetryHandler(async (RetryContext retry) =>
        {
            await retry.OrchestrationContext.CreateTimer(TimeSpan.FromMinutes(1), retry.CancellationToken);
            return true;
        }));
        run.Turn();
        Assert.Equal(["1 timer 2026-01-02T03:05:05.0000000Z"], run.Turn(Happened.Failed(0)).Lines());
        Assert.Equal(["2 activity A "], run.Turn(Happened.Fired(1)).Lines());
    }

    [Theory]
    [InlineData(0, 1, 1.0)]
    [InlineData(1, 0, 1.0)]
    [InlineData(1, -1, 1.0)]
    [InlineData(1, 1, 0.5)]
    [InlineData(1, 1, double.NaN)]
    public void A_policy_out_of_range_is_refused(int attempts, int seconds, double coefficient)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new RetryPolicy(attempts, TimeSpan.FromSeconds(seconds), coefficient));
    }

    [Fact]
    public void A_policy_whose_maximum_is_below_its_first_wait_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new RetryPolicy(2, TimeSpan.FromSeconds(2), maxRetryInterval: TimeSpan.FromSeconds(1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RetryPolicy(2, TimeSpan.FromSeconds(2), retryTimeout: TimeSpan.FromSeconds(1)));
    }

    private static SimulatedOrchestration Retrying(RetryPolicy policy) => Retrying(TaskOptions.FromRetryPolicy(policy));

    private static SimulatedOrchestration Retrying(TaskOptions options) =>
        SimulatedOrchestration.Of(context => context.CallActivityAsync<string>("A", options));
}
