namespace VividMed.DurableTask.Tests;

public sealed class RetryPolicyTests
{
    [Fact]
    public void A_policy_refuses_arguments_that_make_no_sense()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new RetryPolicy(0, TimeSpan.FromSeconds(1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RetryPolicy(1, TimeSpan.Zero));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RetryPolicy(1, TimeSpan.FromSeconds(1), backoffCoefficient: 0.5));
    }

    [Fact]
    public void A_policy_becomes_task_options() =>
        Assert.Equal(3, TaskOptions.FromRetryPolicy(new RetryPolicy(3, TimeSpan.FromSeconds(1))).Retry!.Policy!.MaxNumberOfAttempts);
}
