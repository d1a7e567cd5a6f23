using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.DurableTask.Protobuf;
using VividMed.TestKit;

namespace VividMed.TaskHub.Tests.Support;

/// <summary>A hub on a free port and a file of its own, with a client that speaks the bare protocol: over the network, or within the process.</summary>
internal sealed class TestHub : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private TaskHubServer? _server;
    private GrpcChannel? _channel;
    private GrpcChannel? _wide;

    public ManualTime? Time { get; private init; }

    public string Database => _folder.Path("hub.db");

    public TaskHubSidecarService.TaskHubSidecarServiceClient Client { get; private set; } = null!;

    /// <summary>Calls within the process.</summary>
    public CallInvoker Calls => _server!.Calls;

    private Action<TaskHubOptions>? Configure { get; init; }

    private bool InProcess { get; init; }

    public static async Task<TestHub> StartAsync(Action<TaskHubOptions>? configure = null, ManualTime? time = null, bool inProcess = false)
    {
        var hub = new TestHub { Configure = configure, Time = time, InProcess = inProcess };
        await hub.StartServerAsync();
        return hub;
    }

    public async Task RestartAsync()
    {
        await StopServerAsync();
        await StartServerAsync();
    }

    public Task<bool> DrainAsync(TimeSpan limit) => _server!.DrainAsync(limit);

    public Worker Connect(Action<Worker>? script = null, GetWorkItemsRequest? request = null)
    {
        var worker = new Worker(Client, request ?? new());
        script?.Invoke(worker);
        worker.Start();
        return worker;
    }

    /// <summary>A worker whose channel takes messages of 64 MiB.</summary>
    public Worker ConnectWide(Action<Worker> script)
    {
        var worker = new Worker(new(_wide!), new());
        script(worker);
        worker.Start();
        return worker;
    }

    /// <summary>Reads until the stream breaks.</summary>
    public static async Task UntilLostAsync(AsyncServerStreamingCall<WorkItem> call)
    {
        try
        {
            while (await call.ResponseStream.MoveNext(TestContext.Current.CancellationToken))
            {
                // Pings, and what fits.
            }
        }
        catch (RpcException e) when (e.StatusCode == StatusCode.ResourceExhausted)
        {
            // The message was larger than the channel takes.
        }
    }

    public async Task<string> StartInstanceAsync(string name, string? input = null, string id = "")
    {
        var response = await Client.StartInstanceAsync(new() { Name = name, Input = input, InstanceId = id }, cancellationToken: TestContext.Current.CancellationToken);
        return response.InstanceId;
    }

    public async Task<OrchestrationState> GetAsync(string id)
    {
        var response = await Client.GetInstanceAsync(new() { InstanceId = id, GetInputsAndOutputs = true }, cancellationToken: TestContext.Current.CancellationToken);
        return response.OrchestrationState;
    }

    public async Task<OrchestrationState> CompletionAsync(string id)
    {
        var response = await Client.WaitForInstanceCompletionAsync(
            new() { InstanceId = id, GetInputsAndOutputs = true }, deadline: DateTime.UtcNow.AddSeconds(60), cancellationToken: TestContext.Current.CancellationToken);
        return response.OrchestrationState;
    }

    public async Task<List<HistoryEvent>> HistoryAsync(string id, bool large = false)
    {
        using var call = (large ? new(_wide!) : Client).StreamInstanceHistory(new() { InstanceId = id }, cancellationToken: TestContext.Current.CancellationToken);
        var events = new List<HistoryEvent>();
        await foreach (var chunk in call.ResponseStream.ReadAllAsync(TestContext.Current.CancellationToken)) events.AddRange(chunk.Events);
        return events;
    }

    /// <summary>Until a condition of the hub holds; for what the protocol offers no waiting call. Processes that start share the machine with other tests.</summary>
    public static async Task UntilAsync(Func<Task<bool>> condition)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (!await condition()) await Task.Delay(5, deadline.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await StopServerAsync();
        _folder.Dispose();
    }

    private async Task StartServerAsync()
    {
        _server = await TaskHubServer.StartAsync(new() { DatabasePath = Database, TimeProvider = Time ?? TimeProvider.System, Configure = Configure });
        _channel = GrpcChannel.ForAddress(_server.Address);
        _wide = GrpcChannel.ForAddress(_server.Address, new() { MaxReceiveMessageSize = 64 << 20 });
        Client = InProcess ? new(_server.Calls) : new(_channel);
        await Client.HelloAsync(new Empty());
    }

    private async Task StopServerAsync()
    {
        _channel?.Dispose();
        _wide?.Dispose();
        if (_server is not null) await _server.DisposeAsync();
    }
}
