using System.CommandLine;
using VividMed.Cli.CommandOptions;
using VividMed.Cli.Configuration;
using VividMed.Cli.Hosting;
using VividMed.Dashboard;

namespace VividMed.Cli.Commands;

/// <summary>vividmed dashboard: the web page over a hub and what its runs wrote.</summary>
internal static class DashboardCommand
{
    public static Command Create()
    {
        var port = NumberOptions.Port("Port of the page and of /healthz; 0 takes a free one", 8082);
        var remote = new Option<bool>("--remote") { Description = "Listen on every network interface, over plain HTTP: behind a proxy that brings TLS" };
        var hosts = new Option<string[]>("--host") { Description = "A name that the page is opened by besides localhost, such as a proxy's; several times if wished; * for any" };
        var noToken = new Option<bool>("--no-token") { Description = "Let in whoever reaches the port; only where something in front asks for a sign-in" };
        var command = new Command("dashboard", "Serve a web page with the runs, their progress and history, and their samples with overlays")
        {
            HubOptions.Hub, HubOptions.TokenFile, HubOptions.TaskHub, HubOptions.State, port, remote, hosts, noToken,
        };
        CliAction.Set(command, async (parsed, cancellationToken) =>
        {
            await using var session = await HubSession.OpenAsync(
                HubOptions.From(parsed), parsed.GetValue(HubOptions.State), cancellationToken);
            await using var server = await DashboardServer.StartAsync(
                new DashboardOptions(session.Client, session.Unserved, parsed.GetValue(port), parsed.GetValue(remote))
                {
                    NoToken = parsed.GetValue(noToken),
                    Credentials = ProcessSecrets.Storage,
                    Hosts = parsed.GetValue(hosts) ?? [],
                },
                cancellationToken);
            Console.Out.WriteLine(server.EntryAddress);
            if (parsed.GetValue(noToken)) await Console.Error.WriteLineAsync("dashboard: without a token, whoever reaches this port sees reports and images");
            await Console.Error.WriteLineAsync("dashboard: open the address above in a browser; Ctrl+C stops it");
            await Shutdown.WaitAsync(cancellationToken);
            return ExitCode.Ok;
        });
        return command;
    }
}
