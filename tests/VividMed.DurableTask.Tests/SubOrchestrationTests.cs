using VividMed.DurableTask.Protocol;

namespace VividMed.DurableTask.Tests;

public sealed class SubOrchestrationTests
{
    [Fact]
    public void A_sub_orchestration_gets_an_id_that_every_replay_repeats()
    {
        SimulatedOrchestration run = SimulatedOrchestration.Of(async context =>
        {
            string first = await context.CallSubOrchestratorAsync<string>("Part", 1);
            return first + await context.CallSubOrchestratorAsync<string>("Part", 2);
        });
        CreateSubOrchestrationAction one = Assert.Single(run.Turn().Actions).CreateSubOrchestration;
        CreateSubOrchestrationAction two = Assert.Single(run.Turn(Happened.SubCompleted(0, "a")).Actions).CreateSubOrchestration;
        Assert.Equal("f809c602c1555bd2ac8c596024953a97", one.InstanceId);
        Assert.Equal(32, two.InstanceId.Length);
        Assert.NotEqual(one.InstanceId, two.InstanceId);
        Assert.Equal("ab", run.Turn(Happened.SubCompleted(1, "b")).Output<string>());
    }

    [Fact]
    public void A_chosen_id_and_version_are_passed_on()
    {
        SimulatedOrchestration run = SimulatedOrchestration.Of(context =>
            context.CallSubOrchestratorAsync<string>("Part", options: new SubOrchestrationOptions(instanceId: "run-1/part-0") { Version = "3" }));
        CreateSubOrchestrationAction call = Assert.Single(run.Turn().Actions).CreateSubOrchestration;
        Assert.Equal(("run-1/part-0", "3"), (call.InstanceId, call.Version));
    }

    [Fact]
    public void Without_a_version_the_default_of_the_worker_is_taken()
    {
        SimulatedOrchestration run = SimulatedOrchestration.Of(context => context.CallSubOrchestratorAsync<string>("Part"));
        run.Options.Versioning.DefaultVersion = "1.5";
        Assert.Equal("1.5", Assert.Single(run.Turn().Actions).CreateSubOrchestration.Version);
    }

    [Fact]
    public void A_failed_sub_orchestration_throws_its_failure_into_the_parent()
    {
        SimulatedOrchestration run = SimulatedOrchestration.Of(async context =>
        {
            try
            {
                return await context.CallSubOrchestratorAsync<string>("Part");
            }
            catch (TaskFailedException error)
            {
                return $"{error.TaskName} {error.TaskId} {error.FailureDetails.IsCausedBy<IOException>()}";
            }
        });
        run.Turn();
        Assert.Equal("Part 0 True", run.Turn(Happened.SubFailed(0)).Output<string>());
    }

    [Fact]
    public void A_retry_keeps_the_id_of_the_sub_orchestration()
    {
        SimulatedOrchestration run = SimulatedOrchestration.Of(context => context.CallSubOrchestratorAsync<string>(
            "Part", TaskOptions.FromRetryPolicy(new RetryPolicy(2, TimeSpan.FromSeconds(1)))));
        string first = Assert.Single(run.Turn().Actions).CreateSubOrchestration.InstanceId;
        run.Turn(Happened.SubFailed(0));
        Assert.Equal(first, Assert.Single(run.Turn(Happened.Fired(1)).Actions).CreateSubOrchestration.InstanceId);
    }

    [Fact]
    public void A_child_knows_its_parent()
    {
        SimulatedOrchestration run = SimulatedOrchestration.Of<object?, string>(
            (context, _) => Task.FromResult($"{context.Parent?.Name} {context.Parent?.InstanceId}"),
            configure: start => start.ParentInstance = new() { Name = "Whole", OrchestrationInstance = new() { InstanceId = "p" } });
        Assert.Equal("Whole p", run.Turn().Output<string>());
    }
}
