namespace VividMed.OfficialSdk.Tests;

/// <summary>What a client may do to an instance.</summary>
public sealed class CommandTests(HubProcess hub) : IClassFixture<HubProcess>
{
    [Fact]
    public async Task A_terminated_instance_ends_with_its_children_and_the_output_that_it_was_given()
    {
        await using var host = await OfficialHost.StartAsync(hub, tasks => tasks
            .AddOrchestratorFunc<object?, object?>("Parent", (context, _) => context.CallSubOrchestratorAsync<object?>("Child", options: new SubOrchestrationOptions { InstanceId = "child" }))
            .AddOrchestratorFunc<object?, object?>("Child", (context, _) => context.WaitForExternalEvent<object?>("never")));
        var id = await host.BeginAsync("Parent");
        await host.Client.WaitForInstanceStartAsync("child", host.Deadline);

        await host.Client.TerminateInstanceAsync(id, new TerminateInstanceOptions("enough", Recursive: true), host.Deadline);

        var (parent, child) = (await host.EndAsync(id), await host.EndAsync("child"));
        Assert.Equal((OrchestrationRuntimeStatus.Terminated, "enough"), (parent.RuntimeStatus, parent.ReadOutputAs<string>()));
        Assert.Equal(OrchestrationRuntimeStatus.Terminated, child.RuntimeStatus);
    }

    [Fact]
    public async Task A_suspended_instance_gets_its_events_when_it_is_resumed()
    {
        await using var host = await OfficialHost.StartAsync(hub, Waiting);
        var id = await host.BeginAsync("Waiting");
        await host.Client.WaitForInstanceStartAsync(id, host.Deadline);

        await host.Client.SuspendInstanceAsync(id, "pause", host.Deadline);
        await host.Client.RaiseEventAsync(id, "go", "gone", host.Deadline);
        var suspended = await host.StatusAsync(id);
        await host.Client.ResumeInstanceAsync(id, "on", host.Deadline);

        Assert.Equal(OrchestrationRuntimeStatus.Suspended, suspended);
        Assert.Equal("gone", (await host.EndAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task A_purged_instance_is_gone()
    {
        await using var host = await OfficialHost.StartAsync(hub, Waiting);
        var (ended, running) = (await host.BeginAsync("Waiting"), await host.BeginAsync("Waiting"));
        await host.Client.TerminateInstanceAsync(ended, cancellation: host.Deadline);
        await host.EndAsync(ended);

        Assert.Equal(1, (await host.Client.PurgeInstanceAsync(ended, host.Deadline)).PurgedInstanceCount);
        Assert.Equal(0, (await host.Client.PurgeInstanceAsync(running, host.Deadline)).PurgedInstanceCount);

        Assert.Null(await host.StatusAsync(ended));
        Assert.NotNull(await host.StatusAsync(running));
    }

    [Fact]
    public async Task Ended_instances_are_purged_by_when_they_were_created_and_how_they_ended()
    {
        await using var host = await OfficialHost.StartAsync(hub, Waiting);
        var before = DateTimeOffset.UtcNow;
        var (terminated, completed) = (await host.BeginAsync("Waiting"), await host.BeginAsync("Waiting"));
        await host.Client.TerminateInstanceAsync(terminated, cancellation: host.Deadline);
        await host.Client.RaiseEventAsync(completed, "go", "gone", host.Deadline);
        await Task.WhenAll(host.EndAsync(terminated), host.EndAsync(completed));

        var purged = await host.Client.PurgeAllInstancesAsync(new PurgeInstancesFilter(before, null, [OrchestrationRuntimeStatus.Terminated]), host.Deadline);

        Assert.Equal(1, purged.PurgedInstanceCount);
        Assert.Equal((null, OrchestrationRuntimeStatus.Completed), (await host.StatusAsync(terminated), await host.StatusAsync(completed)));
    }

    [Fact]
    public async Task A_rewound_instance_tries_again_only_what_had_failed()
    {
        var (steps, works) = (0, false);
        await using var host = await OfficialHost.StartAsync(hub, tasks => tasks
            .AddOrchestratorFunc<object?, int>("Two", async (context, _) => await context.CallActivityAsync<int>("First") + await context.CallActivityAsync<int>("Second"))
            .AddActivityFunc<object?, int>("First", (_, _) => Interlocked.Increment(ref steps))
            .AddActivityFunc<object?, int>("Second", (_, _) => Volatile.Read(ref works) ? 41 : throw new InvalidOperationException("down")));
        var failed = await host.RunAsync("Two");
        Volatile.Write(ref works, true);

        await host.Client.RewindInstanceAsync(failed.InstanceId, "up again", host.Deadline);

        Assert.Equal(OrchestrationRuntimeStatus.Failed, failed.RuntimeStatus);
        Assert.Equal((42, 1), ((await host.EndAsync(failed.InstanceId)).ReadOutputAs<int>(), steps));
    }

    [Fact]
    public async Task A_running_instance_is_not_rewound_and_the_client_hears_why()
    {
        await using var host = await OfficialHost.StartAsync(hub, Waiting);
        var id = await host.BeginAsync("Waiting");
        await host.Client.WaitForInstanceStartAsync(id, host.Deadline);

        var refused = await Assert.ThrowsAnyAsync<Exception>(() => host.Client.RewindInstanceAsync(id, "why not", host.Deadline));

        Assert.Contains("Running", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_restarted_instance_runs_again_on_the_same_input(bool underNewId)
    {
        var runs = 0;
        await using var host = await OfficialHost.StartAsync(hub, tasks => tasks
            .AddOrchestratorFunc<string, string>("Count", async (context, input) => $"{input} {await context.CallActivityAsync<int>("Next")}")
            .AddActivityFunc<object?, int>("Next", (_, _) => Interlocked.Increment(ref runs)));
        var first = await host.RunAsync("Count", "run");

        var id = await host.Client.RestartAsync(first.InstanceId, underNewId, host.Deadline);

        Assert.Equal(underNewId, id != first.InstanceId);
        Assert.Equal(("run 1", "run 2"), (first.ReadOutputAs<string>(), (await host.EndAsync(id)).ReadOutputAs<string>()));
    }

    [Fact]
    public async Task Waiting_for_an_instance_that_is_not_there_yet_lasts_until_it_is()
    {
        await using var host = await OfficialHost.StartAsync(hub, tasks => tasks.AddOrchestratorFunc<int, int>("Same", (_, n) => n));
        var start = host.Client.WaitForInstanceStartAsync("to-come", host.Deadline);
        var end = host.Client.WaitForInstanceCompletionAsync("to-come", getInputsAndOutputs: true, host.Deadline);

        await host.BeginAsync("Same", 7, "to-come");

        Assert.Equal("to-come", (await start).InstanceId);
        Assert.Equal(7, (await end).ReadOutputAs<int>());
    }

    [Fact]
    public async Task Waiting_for_an_instance_that_never_comes_lasts_until_the_caller_has_enough()
    {
        await using var host = await OfficialHost.StartAsync(hub);
        using var enough = new CancellationTokenSource(TimeSpan.FromSeconds(1));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => host.Client.WaitForInstanceCompletionAsync("never", enough.Token));
    }

    private static void Waiting(DurableTaskRegistry tasks) =>
        tasks.AddOrchestratorFunc<object?, string>("Waiting", (context, _) => context.WaitForExternalEvent<string>("go"));
}
