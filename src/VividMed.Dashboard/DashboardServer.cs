using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using VividMed.Dashboard.Access;
using VividMed.Dashboard.Datasets;
using VividMed.Dashboard.Health;
using VividMed.Dashboard.Layout;
using VividMed.Dashboard.Quarantine;
using VividMed.Dashboard.Samples;

namespace VividMed.Dashboard;

/// <summary>
/// The dashboard as a web server. Whoever looks at it brings a token that it made at its start; it listens on loopback only unless it is told
/// otherwise.
/// </summary>
public sealed class DashboardServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ServerFacts _facts;

    private DashboardServer(WebApplication app, Uri address, Uri? signInAddress)
    {
        _app = app;
        _facts = app.Services.GetRequiredService<ServerFacts>();
        Address = address;
        // Where somebody opens the page and where it listens are two things behind a proxy.
        _facts.Address = signInAddress ?? address;
    }

    /// <summary>Where the page is, without a token.</summary>
    public Uri Address { get; }

    /// <summary>The address to open in a browser: with the operators' token, where one is asked for.</summary>
    public Uri EntryAddress => EntryAddressOf(Role.Operator);

    /// <summary>An address that lets somebody in who may do no more than a role may.</summary>
    public Uri EntryAddressOf(Role role) => _facts.AddressOf(role);

    public static async Task<DashboardServer> StartAsync(DashboardOptions options, CancellationToken cancellationToken)
    {
        var app = Build(options, options.NoToken || options.SignIn is not null ? null : new AccessTokens());
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
        return new DashboardServer(app, address.Uri, options.SignIn?.PublicAddress);
    }

    public async ValueTask DisposeAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        await _app.StopAsync(patience.Token);
        await _app.DisposeAsync();
    }

    private static WebApplication Build(DashboardOptions options, AccessTokens? tokens)
    {
        // The content root is the program's folder: the page's scripts and styles lie there, wherever the command was given.
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseStaticWebAssets();
        var address = options.Remote ? IPAddress.Any : IPAddress.Loopback;
        builder.WebHost.ConfigureKestrel(
            kestrel => kestrel.Listen(address, options.Port, listen => listen.Protocols = HttpProtocols.Http1));
        ConfigureLogging(builder.Logging);
        builder.Services.AddDashboard(options, tokens);

        var app = builder.Build();
        var gate = new AccessGate(new HostNames(Names(options)), tokens, signsIn: options.SignIn is not null);
        app.UseResponseCompression();
        app.Use(next => context => SecurityHeaders.InvokeAsync(context, next));
        app.Use(next => context => gate.CheckAsync(context, next));
        if (options.SignIn is not null) app.UseAuthentication();
        app.Use(next => context => gate.EnterAsync(context, next));
        app.UseAntiforgery();
        app.UseStaticFiles();
        app.MapGet("/healthz", () => Results.Text("healthy"));
        app.MapGet("/datasets/quality", QualityEndpoint.ReadAsync);
        SampleEndpoints.Map(app);
        QuarantineEndpoint.Map(app);
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode();
        return app;
    }

    private static IEnumerable<string> Names(DashboardOptions options)
    {
        if (options.Remote) yield return Environment.MachineName;
        if (options.SignIn?.PublicAddress is { } address) yield return address.Host;
        foreach (var name in options.Hosts) yield return name;
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
        // The keys lie in a folder that only its owner opens.
        logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        // Scripts and styles come from packages: a folder of one's own is not needed.
        logging.AddFilter("Microsoft.AspNetCore.StaticFiles", LogLevel.Error);
    }
}
