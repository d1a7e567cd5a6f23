using Grpc.Core;
using Microsoft.DurableTask.Protobuf;
using VividMed.TaskHub.Tests.Support;

namespace VividMed.TaskHub.Tests;

/// <summary>What is too large for a channel ends once, with its size and the limit, instead of going round.</summary>
public class MessageLimitTests : HubTests
{
    private const int Limit = 100_000;

    [Fact]
    public async Task An_activity_whose_result_is_too_large_fails_with_size_and_limit()
    {
        await using var hub = await StartAsync(options => options.MaxMessageBytes = Limit);
        await using var worker = hub.Connect(w =>
        {
            w.Orchestrators["One"] = turn =>
            {
                if (turn.Activity("Big") is { } outcome) turn.Complete(outcome.TaskFailed.FailureDetails.ErrorMessage);
            };
            w.Activities["Big"] = _ => Worker.Result(new string('x', 2 * Limit));
        });

        var said = (await hub.CompletionAsync(await hub.StartInstanceAsync("One"))).Output;

        Assert.Matches("takes 2000[0-9][0-9] bytes; the limit is 100000 bytes", said);
    }

    [Fact]
    public async Task A_turn_whose_parts_add_up_to_too_much_fails_its_orchestration()
    {
        await using var hub = await StartAsync(options => options.MaxMessageBytes = Limit);
        await using var worker = hub.Connect();
        var id = await hub.StartInstanceAsync("Any");
        var token = (await worker.NextAsync()).CompletionToken;

        for (var i = 0; i < 6; i++) await hub.Client.CompleteOrchestratorTaskAsync(Part(id, token, i));

        var end = await hub.CompletionAsync(id);
        Assert.Equal((OrchestrationStatus.Failed, "MessageTooLarge"), (end.OrchestrationStatus, end.FailureDetails.ErrorType));
    }

    [Fact]
    public async Task An_input_or_event_that_is_too_large_is_refused_with_size_and_limit()
    {
        await using var hub = await StartAsync(options => options.MaxMessageBytes = Limit);
        await hub.StartInstanceAsync("Any", id: "one");
        var large = new string('x', 2 * Limit);

        var start = await Assert.ThrowsAsync<RpcException>(() => hub.StartInstanceAsync("Any", large, "two"));
        var raise = await Assert.ThrowsAsync<RpcException>(async () => await hub.Client.RaiseEventAsync(new() { InstanceId = "one", Name = "go", Input = large }));

        Assert.All([start, raise], refused => Assert.Equal(StatusCode.ResourceExhausted, refused.StatusCode));
        Assert.All([start, raise], refused => Assert.Contains("the limit is 100000 bytes", refused.Status.Detail, StringComparison.Ordinal));
        Assert.Null(await hub.GetAsync("two"));
    }

    [Fact]
    public async Task An_outcome_that_no_worker_can_be_sent_fails_its_orchestration()
    {
        await using var hub = await StartAsync();
        await hub.StartInstanceAsync("One", new string('x', 5 << 20), "one");
        for (var life = 0; life < 3; life++)
        {
            // A worker whose channel takes 4 MiB loses its stream over what is larger.
            using var call = hub.Client.GetWorkItems(new(), cancellationToken: TestContext.Current.CancellationToken);
            await TestHub.UntilLostAsync(call);
        }

        var end = await hub.Client.WaitForInstanceCompletionAsync(new() { InstanceId = "one" }, deadline: DateTime.UtcNow.AddSeconds(60), cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(OrchestrationStatus.Failed, end.OrchestrationState.OrchestrationStatus);
        Assert.Contains(await hub.HistoryAsync("one", large: true), e => e.ExecutionCompleted?.FailureDetails is { ErrorType: "MessageTooLarge" } failure
            && failure.ErrorMessage.Contains("the limit is 4194304 bytes", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_large_travels_on_channels_that_are_opened_for_it()
    {
        await using var hub = await StartAsync();
        await using var worker = hub.ConnectWide(w =>
        {
            w.Orchestrators["One"] = turn =>
            {
                if (turn.Activity("Echo", turn.Started.Input) is { } outcome) turn.Complete($"{outcome.TaskCompleted.Result.Length}");
            };
            w.Activities["Echo"] = request => Worker.Result(request.Input);
        });
        var id = await hub.StartInstanceAsync("One", new string('x', 12 << 20));

        var end = await hub.Client.WaitForInstanceCompletionAsync(new() { InstanceId = id }, deadline: DateTime.UtcNow.AddSeconds(60), cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(OrchestrationStatus.Completed, end.OrchestrationState.OrchestrationStatus);
    }

    private static OrchestratorResponse Part(string id, string token, int index)
    {
#pragma warning disable CS0612 // deprecated in the protocol, yet what current workers split large turns with
        var part = new OrchestratorResponse { InstanceId = id, CompletionToken = token, ChunkIndex = index, IsPartial = index < 5 };
#pragma warning restore CS0612
        part.Actions.Add(new OrchestratorAction { Id = index, SendEvent = new() { Instance = new() { InstanceId = "x" }, Name = "x", Data = new string('x', Limit - 100) } });
        return part;
    }
}
