using VividMed.DurableTask.Protocol;

namespace VividMed.DurableTask.Tests;

public sealed class LifecycleTests
{
    [Fact]
    public void The_last_custom_status_of_a_turn_is_reported()
    {
        SimulatedOrchestration run = SimulatedOrchestration.Of(async context =>
        {
            context.SetCustomStatus(1);
            context.SetCustomStatus(new { Tagged = 2 });
            await context.CallActivityAsync("A");
            context.SetCustomStatus("done");
            return 0;
        });
        Assert.Equal("{\"Tagged\":2}", run.Turn().CustomStatus);
        Assert.Equal("\"done\"", run.Turn(Happened.Completed(0)).CustomStatus);
    }

    [Fact]
    public void A_suspended_orchestration_holds_its_events_until_it_is_resumed()
    {
        SimulatedOrchestration run = TwoSteps();
        run.Turn();
        Assert.Empty(run.Turn(Happened.Suspended(), Happened.Completed(0)).Actions);
        Assert.Empty(run.Turn(Happened.Raised("E")).Actions);
        Assert.Equal(["1 activity B "], run.Turn(Happened.Resumed()).Lines());
        Assert.Equal(0, run.Turn(Happened.Completed(1)).Output<int>());
    }

    [Fact]
    public void Actions_of_a_turn_that_ends_suspended_are_not_repeated()
    {
        SimulatedOrchestration run = TwoSteps();
        run.Turn();
        Assert.Equal(["1 activity B "], run.Turn(Happened.Completed(0), Happened.Suspended()).Lines());
        Assert.Empty(run.Turn(Happened.Raised("E")).Actions);
        Assert.Empty(run.Turn(Happened.Completed(1)).Actions);
        Assert.Equal(0, run.Turn(Happened.Resumed()).Output<int>());
    }

    [Fact]
    public void Terminating_ends_at_once_with_the_given_output_even_when_suspended()
    {
        SimulatedOrchestration run = TwoSteps();
        run.Turn();
        run.Turn(Happened.Suspended());
        CompleteOrchestrationAction end = run.Turn(Happened.Terminated("enough")).End();
        Assert.Equal((OrchestrationStatus.Terminated, "\"enough\""), (end.OrchestrationStatus, end.Result));
    }

    [Fact]
    public void Input_name_id_and_version_are_those_of_the_start()
    {
        SimulatedOrchestration run = SimulatedOrchestration.Of<string, string>(
            (context, input) => Task.FromResult($"{context.Name} {context.InstanceId} {context.Version} {input} {context.GetInput<string>()}"),
            input: "in",
            configure: start => start.Version = "1.2");
        Assert.Equal("Main run-1 1.2 in in", run.Turn().Output<string>());
    }

    [Fact]
    public void Versions_compare_as_numbers_where_they_can()
    {
        SimulatedOrchestration run = SimulatedOrchestration.Of<object?, int[]>(
            (context, _) => Task.FromResult<int[]>(
                [Math.Sign(context.CompareVersionTo("1.9")), Math.Sign(context.CompareVersionTo("1.10")), Math.Sign(context.CompareVersionTo("2.0")), Math.Sign(context.CompareVersionTo(""))]),
            configure: start => start.Version = "1.10");
        Assert.Equal([1, 0, -1, 1], run.Turn().Output<int[]>()!);
    }

    [Fact]
    public void Replay_safe_loggers_are_silent_during_replay()
    {
        RecordingLoggers loggers = new();
        SimulatedOrchestration run = SimulatedOrchestration.Of(async context =>
        {
            loggers.Write(context.CreateReplaySafeLogger("test"), "one");
            await context.CallActivityAsync("A");
            loggers.Write(context.CreateReplaySafeLogger("test"), "two");
            return 0;
        });
        run.Loggers = loggers;
        run.Turn();
        run.Turn(Happened.Completed(0));
        Assert.Equal(["one", "two"], loggers.Lines);
    }

    [Fact]
    public void New_ids_are_stable_and_distinct()
    {
        SimulatedOrchestration run = SimulatedOrchestration.Of(context => Task.FromResult(new[] { context.NewGuid(), context.NewGuid() }));
        Guid[]? ids = run.Turn().Output<Guid[]>();
        Assert.Equal(Guid.Parse("f809c602-c155-5bd2-ac8c-596024953a97"), ids![0]);
        Assert.NotEqual(ids[0], ids[1]);
    }

    private static SimulatedOrchestration TwoSteps() => SimulatedOrchestration.Of(async context =>
    {
        await context.CallActivityAsync("A");
        await context.CallActivityAsync("B");
        return 0;
    });
}
