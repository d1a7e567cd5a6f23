using System.Net;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using MudBlazor.Services;
using VividMed.Dashboard.Access;
using VividMed.Dashboard.Components;
using VividMed.Dashboard.Samples;
using VividMed.Storage.Stores;
using VividMed.Workflows.Progress;

namespace VividMed.Dashboard;

/// <summary>
/// The dashboard as a web server. Whoever looks at it brings the token that it made at its start; it listens on loopback only unless it is told
/// otherwise.
/// </summary>
public sealed class DashboardServer : IAsyncDisposable
{
    private const int TokenLength = 48;

    private readonly WebApplication _app;

    private DashboardServer(WebApplication app, Uri address, string? token)
    {
        _app = app;
        Address = address;
        EntryAddress = token is null ? address : new Uri(address, $"?{AccessGate.Parameter}={token}");
    }

    /// <summary>Where the page is, without a token.</summary>
    public Uri Address { get; }

    /// <summary>The address to open in a browser: with the token, where one is asked for.</summary>
    public Uri EntryAddress { get; }

    public static async Task<DashboardServer> StartAsync(DashboardOptions options, CancellationToken cancellationToken)
    {
        var token = options.NoToken ? null : RandomNumberGenerator.GetHexString(TokenLength, lowercase: true);
        var app = Build(options, token);
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }

        var address = new UriBuilder(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        // Every interface has no address of its own that could be opened.
        if (options.Remote) address.Host = Environment.MachineName;
        return new DashboardServer(app, address.Uri, token);
    }

    public async ValueTask DisposeAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        await _app.StopAsync(patience.Token);
        await _app.DisposeAsync();
    }

    private static WebApplication Build(DashboardOptions options, string? token)
    {
        // The content root is the program's folder: the page's scripts and styles lie there, wherever the command was given.
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseStaticWebAssets();
        var address = options.Remote ? IPAddress.Any : IPAddress.Loopback;
        builder.WebHost.ConfigureKestrel(
            kestrel => kestrel.Listen(address, options.Port, listen => listen.Protocols = HttpProtocols.Http1));
        ConfigureLogging(builder.Logging);
        builder.Services.AddSingleton(options.Client);
        builder.Services.AddSingleton(options.Unserved);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(options.Credentials ?? new StorageCredentials());
        builder.Services.AddSingleton<SampleGallery>();
        builder.Services.AddSingleton<QuarantineList>();
        builder.Services.AddMudServices();
        builder.Services.AddRazorComponents().AddInteractiveServerComponents();

        var app = builder.Build();
        var gate = new AccessGate(new HostNames(options.Remote ? [Environment.MachineName, .. options.Hosts] : options.Hosts), token);
        app.Use(next => context => gate.InvokeAsync(context, next));
        app.UseAntiforgery();
        app.UseStaticFiles();
        app.MapGet("/healthz", () => Results.Text("healthy"));
        app.MapGet("/runs/{run}/samples/{sample}.png", PictureAsync);
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode();
        return app;
    }

    /// <summary>
    /// To stderr, for what commands print to stdout is data. What keeps the server from starting is thrown, and said by whoever started it.
    /// </summary>
    private static void ConfigureLogging(ILoggingBuilder logging)
    {
        logging.SetMinimumLevel(LogLevel.Warning);
        logging.Services.Configure<ConsoleLoggerOptions>(static options => options.LogToStandardErrorThreshold = LogLevel.Trace);
        logging.AddFilter("Microsoft.Extensions.Hosting", LogLevel.None);
        logging.AddFilter("Microsoft.AspNetCore.Server.Kestrel", static level => level is LogLevel.Warning or LogLevel.Error);
        // Scripts and styles come from packages: a folder of one's own is not needed.
        logging.AddFilter("Microsoft.AspNetCore.StaticFiles", LogLevel.Error);
    }

    private static async Task<IResult> PictureAsync(
        string run, string sample, SampleGallery gallery, CancellationToken cancellationToken) =>
        await gallery.PaintAsync(run, sample, cancellationToken) is { } png ? Results.Bytes(png, "image/png") : Results.NotFound();
}

/// <summary>
/// Whom the dashboard asks and where it listens (port 0 takes a free one; remote: on every network interface).
/// </summary>
/// <param name="Unserved">Asks what waits for a worker that is not there.</param>
public sealed record DashboardOptions(DurableTaskClient Client, UnservedWorkReader Unserved, int Port = 0, bool Remote = false)
{
    /// <summary>Lets in whoever reaches the port; for where a proxy asks for a sign-in.</summary>
    public bool NoToken { get; init; }

    /// <summary>How this process signs in to the storage accounts that runs wrote to; null takes what Azure.Identity finds.</summary>
    public StorageCredentials? Credentials { get; init; }

    /// <summary>Further names that the page is opened by, such as a proxy's; <c>*</c> for any.</summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];
}
