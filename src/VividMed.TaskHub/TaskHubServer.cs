using System.Net;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using VividMed.TaskHub.Service;

namespace VividMed.TaskHub;

/// <summary>
/// A task hub that listens (HTTP/2, with TLS if it has a certificate) inside the calling process. Disposing stops it; its work goes on when
/// it starts again.
/// </summary>
public sealed class TaskHubServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private TaskHubServer(WebApplication app) => _app = app;

    /// <summary>Where it listens, for example <c>http://127.0.0.1:4001</c>.</summary>
    public Uri Address => new(_app.Urls.First());

    /// <summary>
    /// Calls to the hub from within this process, which need no connection: pass it to a worker's or client's <c>UseGrpc</c>.
    /// </summary>
    public CallInvoker Calls => _app.Services.GetRequiredService<CallInvoker>();

    /// <summary>Where it tells of its health, when it does.</summary>
    public Uri? HealthAddress => _app.Urls.Count > 1 ? new(_app.Urls.Last()) : null;

    /// <summary>Opens the file, takes up what was in flight, and listens.</summary>
    /// <exception cref="TaskHubException">The file cannot be opened or belongs to a running hub, or the hub would be open to the
    /// network.</exception>
    public static async Task<TaskHubServer> StartAsync(TaskHubServerOptions options, CancellationToken cancellationToken = default)
    {
        if (options.AllowRemote) options.Security.CheckRemote();
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => Listen(kestrel, options));
        builder.Services.AddRouting();
        builder.Services.AddSingleton<IHostLifetime, EmbeddedLifetime>();
        builder.Services.AddSingleton(options.TimeProvider);
        if (options.LoggerFactory is not null) builder.Services.Replace(ServiceDescriptor.Singleton(options.LoggerFactory));
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = options.StopTimeout);
        builder.Services.AddTaskHub(hub =>
        {
            hub.DatabasePath = options.DatabasePath;
            options.Configure?.Invoke(hub);
        });
        options.ConfigureServices?.Invoke(builder.Services);

        var app = builder.Build();
        try
        {
            Map(app, options);
            await app.StartAsync(cancellationToken);
            return new TaskHubServer(app);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// Hands no work out any more, and takes back what workers hold, for at most <paramref name="limit"/>. What comes later is handed
    /// out again when the hub is back, or by a hub that shares its database.
    /// </summary>
    /// <returns>Whether everything came back.</returns>
    public async Task<bool> DrainAsync(TimeSpan limit)
    {
        try
        {
            await _app.Services.GetRequiredService<HubDirectory>()
                .DrainAsync()
                .WaitAsync(limit, _app.Services.GetRequiredService<TimeProvider>());
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    /// <summary>Stops listening and waits for calls in flight, for at most <see cref="TaskHubServerOptions.StopTimeout"/>.</summary>
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private static void Listen(KestrelServerOptions kestrel, TaskHubServerOptions options)
    {
        // Long polls and completions share a connection: the default of 100 streams would let waiting clients block workers.
        kestrel.Limits.Http2.MaxStreamsPerConnection = 10_000;
        kestrel.Limits.Http2.InitialConnectionWindowSize = 8 << 20;
        kestrel.Limits.Http2.InitialStreamWindowSize = 2 << 20;
        kestrel.Limits.MinRequestBodyDataRate = null;
        kestrel.Limits.MinResponseDataRate = null;
        var address = options.AllowRemote ? IPAddress.Any : IPAddress.Loopback;
        kestrel.Listen(address, options.Port, listen =>
        {
            listen.Protocols = HttpProtocols.Http2;
            if (options.Security.Certificate is { } certificate) listen.UseHttps(certificate);
        });
        // Without TLS a port cannot offer both versions of HTTP, and probes speak the older one.
        if (options.HealthPort is { } port) kestrel.Listen(address, port, listen => listen.Protocols = HttpProtocols.Http1);
    }

    /// <summary>
    /// A web page can let its own name point to this machine, and a browser would hand it the answer: here nobody goes by another name.
    /// </summary>
    private static Task OfThisMachineAsync(HttpContext context, RequestDelegate next)
    {
        var name = context.Request.Host.Host;
        var isOwn = name.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(name, out var address) && IPAddress.IsLoopback(address));
        if (isOwn) return next(context);
        context.Response.StatusCode = StatusCodes.Status400BadRequest;
        return context.Response.WriteAsync("This port is served as localhost only.", context.RequestAborted);
    }

    private static void Map(WebApplication app, TaskHubServerOptions options)
    {
        if (options.Security.Tokens.Count > 0)
        {
            var gate = new TokenGate(options.Security.Tokens);
            app.UseWhen(
                context => HttpProtocol.IsHttp2(context.Request.Protocol),
                calls => calls.Use(next => context => gate.InvokeAsync(context, next)));
        }

        app.MapTaskHub();
        if (options.HealthPort is null) return;
        if (!options.AllowRemote)
        {
            app.UseWhen(
                static context => !HttpProtocol.IsHttp2(context.Request.Protocol), static plain => plain.Use(OfThisMachineAsync));
        }

        app.MapGet("/healthz", () => Results.Text("healthy"));
        options.MapHealth?.Invoke(app);
    }
}

/// <summary>Leaves signals such as SIGTERM to the process that hosts the hub.</summary>
internal sealed class EmbeddedLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
