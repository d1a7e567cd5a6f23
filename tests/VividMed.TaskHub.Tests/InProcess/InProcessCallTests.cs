using Grpc.Core;
using Microsoft.DurableTask.Protobuf;
using VividMed.TaskHub.InProcess;
using VividMed.TaskHub.Tests.Support;

namespace VividMed.TaskHub.Tests.InProcess;

public sealed class InProcessCallTests
{
    private static readonly Marshaller<byte[]> Bytes = new(static value => value, static value => value);

    [Fact]
    public async Task Callers_with_classes_of_their_own_for_the_messages_are_sent_to_the_network()
    {
        await using var hub = await StartAsync();
        var get = new Method<byte[], byte[]>(MethodType.Unary, "TaskHubSidecarService", "GetInstance", Bytes, Bytes);
        Assert.Equal(StatusCode.Unimplemented, await StatusOfAsync(() => hub.Calls.AsyncUnaryCall(get, host: null, default, [])));
    }

    [Fact]
    public async Task Refusals_are_those_of_the_network()
    {
        await using var hub = await StartAsync(options => options.MaxMessageBytes = 1_000);
        var client = hub.Client;

        Assert.Equal(StatusCode.Unimplemented, await StatusOfAsync(() => client.SignalEntityAsync(new())));
        Assert.Equal(StatusCode.NotFound, await StatusOfAsync(() => client.HelloAsync(new(), new Metadata { { "taskhub", "elsewhere" } })));
        Assert.Equal(StatusCode.NotFound, await StatusOfAsync(() => client.TerminateInstanceAsync(new() { InstanceId = "nobody" })));
        Assert.Equal(StatusCode.ResourceExhausted, await StatusOfAsync(() => client.StartInstanceAsync(new() { Name = "Any", Input = new string('x', 1_001) })));
        Assert.Equal(StatusCode.Unimplemented, Assert.Throws<RpcException>(() => hub.Calls.AsyncClientStreamingCall(
            new Method<byte[], byte[]>(MethodType.ClientStreaming, "TaskHubSidecarService", "Hello", Bytes, Bytes), host: null, default)).StatusCode);
    }

    [Fact]
    public async Task A_call_ends_with_its_deadline_or_its_cancellation_though_the_service_goes_on()
    {
        await using var hub = await StartAsync();
        await hub.StartInstanceAsync("Never", id: "one");
        using var impatient = new CancellationTokenSource();
        var request = new GetInstanceRequest { InstanceId = "one" };

        var late = StatusOfAsync(() => hub.Client.WaitForInstanceCompletionAsync(request, deadline: DateTime.UtcNow.AddMilliseconds(50)));
        var cancelled = StatusOfAsync(() => hub.Client.WaitForInstanceCompletionAsync(request, cancellationToken: impatient.Token));
        var disposed = hub.Client.WaitForInstanceCompletionAsync(request);
        await impatient.CancelAsync();
        disposed.Dispose();

        Assert.Equal(StatusCode.DeadlineExceeded, await late);
        Assert.Equal(StatusCode.Cancelled, await cancelled);
        Assert.Equal(StatusCode.Cancelled, (await Assert.ThrowsAsync<RpcException>(() => disposed.ResponseAsync)).StatusCode);
        Assert.Equal(StatusCode.Cancelled, disposed.GetStatus().StatusCode);
    }

    [Fact]
    public async Task A_call_that_nobody_disposes_of_leaves_nothing_at_its_callers_token()
    {
        using var caller = new CancellationTokenSource();
        var call = new InProcessCall("Hello", new(cancellationToken: caller.Token));
        var token = call.CancellationToken;

        Assert.Equal(1, await call.EndAsync(Task.FromResult(1)));

        Assert.Throws<ObjectDisposedException>(() => token.WaitHandle);
        call.Dispose();
    }

    [Fact]
    public async Task A_stream_ends_for_its_reader_when_the_hub_stops_and_later_calls_are_told_so()
    {
        var hub = await StartAsync();
        var client = hub.Client;
        using var work = client.GetWorkItems(new());
        var end = work.ResponseStream.MoveNext(CancellationToken.None);

        await hub.DisposeAsync();

        Assert.False(await end);
        Assert.Equal(StatusCode.Unavailable, await StatusOfAsync(() => client.HelloAsync(new())));
    }

    [Fact]
    public async Task A_stream_that_its_reader_gives_up_sets_its_work_free()
    {
        await using var hub = await StartAsync();
        await hub.StartInstanceAsync("Any", id: "one");
        var given = hub.Client.GetWorkItems(new());
        Assert.True(await given.ResponseStream.MoveNext(TestContext.Current.CancellationToken));

        given.Dispose();

        Assert.Equal(StatusCode.Cancelled, (await Assert.ThrowsAsync<RpcException>(() => given.ResponseStream.MoveNext(CancellationToken.None))).StatusCode);
        await using var next = hub.Connect();
        Assert.Equal("one", (await next.NextAsync()).OrchestratorRequest.InstanceId);
    }

    [Fact]
    public async Task A_reader_that_falls_behind_misses_nothing()
    {
        await using var hub = await StartAsync();
        await Task.WhenAll(Enumerable.Range(0, 300).Select(i => hub.StartInstanceAsync("Any", id: $"{i}")));
        using var work = hub.Client.GetWorkItems(new() { MaxConcurrentOrchestrationWorkItems = 300 });

        var seen = new HashSet<string>();
        while (seen.Count < 300 && await work.ResponseStream.MoveNext(TestContext.Current.CancellationToken)) Assert.True(seen.Add(work.ResponseStream.Current.OrchestratorRequest.InstanceId));

        Assert.Equal(300, seen.Count);
    }

    private static Task<TestHub> StartAsync(Action<TaskHubOptions>? configure = null) => TestHub.StartAsync(configure, inProcess: true);

    private static async Task<StatusCode> StatusOfAsync<T>(Func<AsyncUnaryCall<T>> call) =>
        (await Assert.ThrowsAsync<RpcException>(async () =>
        {
            using var running = call();
            await running.ResponseAsync;
        })).StatusCode;
}
