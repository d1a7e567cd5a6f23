using System.Net;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.DurableTask.Protobuf;
using Microsoft.Extensions.DependencyInjection;

namespace VividMed.Cli;

/// <summary>
/// What a platform may ask a worker over HTTP/1.1: <c>/livez</c> whether the process answers, <c>/healthz</c> whether its hub answers it
/// too. They are apart because a worker that is started anew brings no hub back, but loses the work that it holds.
/// </summary>
internal sealed class WorkerHealth : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly WebApplication _app;

    private WorkerHealth(WebApplication app) => _app = app;

    /// <summary>Where it is asked.</summary>
    public Uri Address => new(_app.Urls.First());

    /// <param name="port">The TCP port; 0 takes a free one.</param>
    /// <param name="remote">Listens on every network interface instead of on loopback only.</param>
    /// <param name="hub">Calls to the hub, as the worker makes them.</param>
    /// <param name="cancellation">Gives up starting.</param>
    public static async Task<WorkerHealth> StartAsync(int port, bool remote, CallInvoker hub, CancellationToken cancellation)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
            kestrel.Listen(remote ? IPAddress.Any : IPAddress.Loopback, port, listen => listen.Protocols = HttpProtocols.Http1));
        builder.Services.AddRouting();
        var app = builder.Build();
        var calls = new TaskHubSidecarService.TaskHubSidecarServiceClient(hub);
        app.MapGet("/livez", () => Results.Text("alive"));
        app.MapGet("/healthz", (CancellationToken gone) => AskAsync(calls, gone));
        try
        {
            await app.StartAsync(cancellation);
            return new WorkerHealth(app);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    /// <summary>The greeting that a worker begins its own connection with.</summary>
    private static async Task<IResult> AskAsync(TaskHubSidecarService.TaskHubSidecarServiceClient hub, CancellationToken gone)
    {
        try
        {
            await hub.HelloAsync(new Empty(), deadline: DateTime.UtcNow + Patience, cancellationToken: gone);
            return Results.Text("healthy");
        }
        catch (RpcException refused)
        {
            return Results.Text(UserError.Explain(refused), statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }
}
