using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using VividMed.Cli.Output;

namespace VividMed.Cli.Hosting;

/// <summary>
/// What a platform may ask a worker over HTTP/1.1: <c>/livez</c> whether the process answers, <c>/healthz</c> whether its hub answers it
/// too. They are apart because a worker that is started anew brings no hub back, but loses the work that it holds.
/// </summary>
internal sealed class WorkerHealth : IAsyncDisposable
{
    /// <summary>An instance that no run is called: what counts is that there is an answer.</summary>
    private const string Nobody = "vividmed-health";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly WebApplication _app;

    private WorkerHealth(WebApplication app) => _app = app;

    /// <summary>Where it is asked.</summary>
    public Uri Address => new(_app.Urls.First());

    /// <param name="port">The TCP port; 0 takes a free one.</param>
    /// <param name="remote">Listens on every network interface instead of on loopback only.</param>
    /// <param name="hub">A client that reaches the hub as the worker does.</param>
    /// <param name="cancellationToken">Gives up starting.</param>
    public static async Task<WorkerHealth> StartAsync(int port, bool remote, DurableTaskClient hub, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
            kestrel.Listen(remote ? IPAddress.Any : IPAddress.Loopback, port, listen => listen.Protocols = HttpProtocols.Http1));
        builder.Services.AddRouting();
        var app = builder.Build();
        app.MapGet("/livez", () => Results.Text("alive"));
        app.MapGet("/healthz", (CancellationToken cancellationToken) => AskAsync(hub, cancellationToken));
        try
        {
            await app.StartAsync(cancellationToken);
            return new WorkerHealth(app);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private static async Task<IResult> AskAsync(DurableTaskClient hub, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            await hub.GetInstanceAsync(Nobody, getInputsAndOutputs: false, patience.Token);
            return Results.Text("healthy");
        }
        catch (OperationCanceledException)
        {
            return Unhealthy("the task hub does not answer in time");
        }
        catch (Exception failure) when (UserError.Explain(failure) is { } cause)
        {
            return Unhealthy(cause);
        }
    }

    private static IResult Unhealthy(string cause) => Results.Text(cause, statusCode: StatusCodes.Status503ServiceUnavailable);
}
