using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MudBlazor.Services;
using VividMed.Dashboard.Components;
using VividMed.Dashboard.Samples;
using VividMed.Workflows.Progress;

namespace VividMed.Dashboard;

/// <summary>
/// The dashboard as a web server. It has no sign-in, so it listens on loopback only unless it is told that something else guards it.
/// </summary>
public sealed class DashboardServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private DashboardServer(WebApplication app, Uri address)
    {
        _app = app;
        Address = address;
    }

    public Uri Address { get; }

    public static async Task<DashboardServer> StartAsync(DashboardOptions options, CancellationToken cancellationToken)
    {
        var app = Build(options);
        await app.StartAsync(cancellationToken);
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return new DashboardServer(app, new Uri(address));
    }

    public async ValueTask DisposeAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        await _app.StopAsync(patience.Token);
        await _app.DisposeAsync();
    }

    private static WebApplication Build(DashboardOptions options)
    {
        // The content root is the program's folder: the page's scripts and styles lie there, wherever the command was given.
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseStaticWebAssets();
        var address = options.Remote ? IPAddress.Any : IPAddress.Loopback;
        builder.WebHost.ConfigureKestrel(
            kestrel => kestrel.Listen(address, options.Port, listen => listen.Protocols = HttpProtocols.Http1));
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddSingleton(options.Client);
        builder.Services.AddSingleton(options.Unserved);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<SampleGallery>();
        builder.Services.AddSingleton<QuarantineList>();
        builder.Services.AddMudServices();
        builder.Services.AddRazorComponents().AddInteractiveServerComponents();

        var app = builder.Build();
        app.UseAntiforgery();
        app.UseStaticFiles();
        app.MapGet("/healthz", () => Results.Text("healthy"));
        app.MapGet("/runs/{run}/samples/{sample}.png", PictureAsync);
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode();
        return app;
    }

    private static async Task<IResult> PictureAsync(
        string run, string sample, SampleGallery gallery, CancellationToken cancellationToken) =>
        await gallery.PaintAsync(run, sample, cancellationToken) is { } png ? Results.Bytes(png, "image/png") : Results.NotFound();
}

/// <summary>
/// Whom the dashboard asks and where it listens (port 0 takes a free one; remote: on every network interface, for a proxy that asks for a
/// sign-in).
/// </summary>
/// <param name="Unserved">Asks what waits for a worker that is not there.</param>
public sealed record DashboardOptions(DurableTaskClient Client, UnservedWorkReader Unserved, int Port = 0, bool Remote = false);
