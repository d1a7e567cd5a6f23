using System.CommandLine;
using VividMed.Cli.Hosting;
using VividMed.Dashboard;

namespace VividMed.Cli.CommandOptions;

/// <summary>Where the page is served and whom it lets in: the same options wherever there is one.</summary>
internal sealed class PageOptions
{
    private readonly Option<int> _port = NumberOptions.Port("Port of the page and of /healthz; 0 takes a free one", 8082);
    private readonly Option<bool> _remote = new("--remote") { Description = "Listen on every network interface, over plain HTTP: behind a proxy that brings TLS" };
    private readonly Option<string[]> _hosts = new("--host") { Description = "A name that the page is opened by besides localhost, such as a proxy's; several times if wished; * for any" };
    private readonly Option<bool> _noToken = new("--no-token") { Description = "Let in whoever reaches the port; only where something in front asks for a sign-in" };

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_port, _remote, _hosts, _noToken]) command.Options.Add(option);
    }

    /// <summary>Serves the page, and prints its address with the token, which is shown nowhere else.</summary>
    /// <param name="name">What the command's lines begin with.</param>
    /// <param name="hub">Whom the page asks.</param>
    /// <param name="place">Where that hub's runs write and its state lies, as far as it is known.</param>
    public async Task<DashboardServer> StartAsync(ParseResult parsed, string name, PageHub hub, PagePlace place, CancellationToken cancellationToken)
    {
        var signIn = SignInSettings.Read();
        if (signIn is not null && parsed.GetValue(_noToken)) throw CliException.WrongCall("--no-token lets everybody in, and SignIn:Authority asks who they are: leave one out");
        var server = await DashboardServer.StartAsync(
            hub.Options(place, parsed.GetValue(_port), parsed.GetValue(_remote)) with
            {
                NoToken = parsed.GetValue(_noToken),
                Hosts = parsed.GetValue(_hosts) ?? [],
                SignIn = signIn,
            },
            cancellationToken);
        Console.Out.WriteLine(server.EntryAddress);
        if (parsed.GetValue(_noToken)) await Console.Error.WriteLineAsync($"{name}: without a token, whoever reaches this port sees reports and images, and can do everything");
        await Console.Error.WriteLineAsync($"{name}: open the address above in a browser; Ctrl+C stops it");
        return server;
    }
}
