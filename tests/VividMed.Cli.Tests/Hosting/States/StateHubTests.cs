using Grpc.Core;
using VividMed.Cli.Hosting;
using VividMed.Cli.Hosting.States;
using VividMed.Cli.Tests.Images;
using VividMed.Inference.Execution;
using VividMed.TestKit;

namespace VividMed.Cli.Tests.Hosting.States;

/// <summary>One state, many processes: who comes second attaches, and takes the place of who ends.</summary>
[Collection(Captured.Console)]
public sealed class StateHubTests : IDisposable
{
    private static readonly StateUse Page = new("dashboard");
    private static readonly StateUse Working = new("run") { Execution = new ExecutionOptions() };

    private readonly TemporaryFolder _folder = new();
    private readonly HurriedTime _time = new();

    private string State => _folder.Path("hub.db");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_second_attaches_to_the_first_and_goes_on_with_the_same_client_when_that_has_ended()
    {
        var first = await OpenAsync(Page);
        await using var second = await OpenAsync(Page with { Command = "runs" });
        Assert.Null(first.Owner);
        Assert.Equal("dashboard", second.Owner!.Command);
        var id = await second.Client.ScheduleNewOrchestrationInstanceAsync("Any", Cancellation);
        Assert.NotNull(await first.Client.GetInstanceAsync(id, Cancellation));

        await first.DisposeAsync();
        await second.Serving;

        Assert.Null(second.Owner);
        Assert.NotNull(await second.Client.GetInstanceAsync(id, Cancellation));
        Assert.Equal("runs", StateOwner.Read(State)!.Command);
    }

    [Fact]
    public async Task Of_two_that_wait_one_takes_the_place_and_the_other_attaches_to_it()
    {
        var first = await OpenAsync(Page);
        await using var second = await OpenAsync(Page with { Command = "second" });
        await using var third = await OpenAsync(Page with { Command = "third" });
        var id = await first.Client.ScheduleNewOrchestrationInstanceAsync("Any", Cancellation);

        await first.DisposeAsync();
        await Task.WhenAny(second.Serving, third.Serving);

        var (owner, other) = second.Serving.IsCompleted ? (second, third) : (third, second);
        Assert.Null(owner.Owner);
        while (other.Owner?.Command == "dashboard") await Task.Yield();
        Assert.Equal(StateOwner.Read(State), other.Owner);
        Assert.NotNull(await other.Client.GetInstanceAsync(id, Cancellation));
    }

    [Fact]
    public async Task Its_hub_refuses_whoever_brings_no_token_or_another()
    {
        await using var owner = await OpenAsync(Page);
        var address = StateOwner.Read(State)!.Hub;

        foreach (var token in (string?[])[null, "wrong"])
        {
            await using var stranger = HubConnection.At(address.ToString(), token).CreateClient();
            var refused = await Assert.ThrowsAsync<RpcException>(() => stranger.GetInstanceAsync("any", Cancellation));
            Assert.Equal(StatusCode.Unauthenticated, refused.StatusCode);
        }

        Assert.True(address.IsLoopback);
    }

    [Fact]
    public async Task A_file_that_a_killed_owner_left_is_stale_as_soon_as_the_lock_is_free()
    {
        await new StateOwner("serve", 1, "elsewhere", new("http://127.0.0.1:1"), "old", HasWorkers: true).WriteAsync(State, Cancellation);

        await using (var hub = await OpenAsync(Page)) Assert.Equal((null, Environment.ProcessId), (hub.Owner, StateOwner.Read(State)!.Process));

        Assert.False(File.Exists(StateOwner.PathOf(State)));
    }

    [Fact]
    public async Task What_is_over_in_a_moment_is_waited_for_and_nobody_attaches_to_it()
    {
        var moment = await OpenAsync(Page with { Lasts = false });
        Assert.False(File.Exists(StateOwner.PathOf(State)));
        var next = OpenAsync(Page);

        await moment.DisposeAsync();

        await using var hub = await next;
        Assert.Null(hub.Owner);
    }

    [Fact]
    public async Task Workers_come_along_where_the_owner_has_none_and_stay_at_rest_where_it_has()
    {
        await using (await OpenAsync(Page))
        {
            await using var run = await OpenAsync(Working);
            Assert.True(run.HasWorkers);
        }

        await using var serving = await OpenAsync(Working with { Command = "serve" });
        await using var second = await OpenAsync(Working);
        Assert.True(serving.HasWorkers);
        Assert.False(second.HasWorkers);
    }

    [Fact]
    public async Task An_owner_that_does_not_answer_or_is_on_another_machine_is_named()
    {
        await using var held = StateLock.TryTake(State);
        var starting = await Assert.ThrowsAsync<CliException>(() => OpenAsync(Page));
        await new StateOwner("serve", 17, Environment.MachineName, new("http://127.0.0.1:1"), "s3cret", HasWorkers: true).WriteAsync(State, Cancellation);
        var silent = await Assert.ThrowsAsync<CliException>(() => OpenAsync(Page));
        await new StateOwner("serve", 17, "elsewhere", new("http://127.0.0.1:1"), "s3cret", HasWorkers: true).WriteAsync(State, Cancellation);
        var far = await Assert.ThrowsAsync<CliException>(() => OpenAsync(Page));

        Assert.Contains("still starting or ending", starting.Message, StringComparison.Ordinal);
        Assert.Contains("'vividmed serve' (process 17), which does not answer", silent.Message, StringComparison.Ordinal);
        Assert.Contains("on elsewhere", far.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", silent.Message + far.Message, StringComparison.Ordinal);
    }

    private Task<StateHub> OpenAsync(StateUse use) => StateHub.OpenAsync(State, use, _time, Cancellation);
}
