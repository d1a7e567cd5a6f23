using System.Collections.Concurrent;
using System.Net;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using VividMed.DurableTask.Protocol;

namespace VividMed.DurableTask.Tests;

/// <summary>Stands in for Durable Task Scheduler: a real gRPC server on loopback that keeps the metadata of every call.</summary>
internal sealed class FakeScheduler : TaskHubSidecarService.TaskHubSidecarServiceBase, IAsyncDisposable
{
    private readonly TaskCompletionSource _worker = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private WebApplication _app = null!;
    private int _unavailable;

    public ConcurrentQueue<(string Call, Metadata Headers)> Calls { get; } = new();

    public string Address => _app.Urls.First();

    /// <summary>Completes when a worker has asked for work.</summary>
    public Task WorkerCame => _worker.Task;

    public static async Task<FakeScheduler> StartAsync()
    {
        FakeScheduler scheduler = new();
        WebApplicationBuilder builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddGrpc();
        builder.Services.AddSingleton(scheduler);
        scheduler._app = builder.Build();
        scheduler._app.MapGrpcService<FakeScheduler>();
        await scheduler._app.StartAsync(TestContext.Current.CancellationToken);
        return scheduler;
    }

    /// <summary>Refuses the next calls of a client as a service does that is about to move.</summary>
    public void BeUnavailable(int times) => Volatile.Write(ref _unavailable, times);

    public override Task<GetInstanceResponse> GetInstance(GetInstanceRequest request, ServerCallContext context)
    {
        Calls.Enqueue((nameof(GetInstance), context.RequestHeaders));
        return Interlocked.Decrement(ref _unavailable) >= 0
            ? throw new RpcException(new(StatusCode.Unavailable, "moving"))
            : Task.FromResult(new GetInstanceResponse());
    }

    public override Task<Empty> Hello(Empty request, ServerCallContext context) => Task.FromResult(new Empty());

    public override async Task GetWorkItems(GetWorkItemsRequest request, IServerStreamWriter<WorkItem> responseStream, ServerCallContext context)
    {
        Calls.Enqueue((nameof(GetWorkItems), context.RequestHeaders));
        _worker.TrySetResult();
        TaskCompletionSource end = new();
        await using CancellationTokenRegistration registration = context.CancellationToken.Register(() => end.TrySetResult());
        await end.Task;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}
