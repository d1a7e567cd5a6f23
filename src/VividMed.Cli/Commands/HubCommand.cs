using System.CommandLine;
using VividMed.TaskHub;

namespace VividMed.Cli;

/// <summary>vividmed hub: the durable task hub as a process of its own.</summary>
internal static class HubCommand
{
    public static Command Create()
    {
        var state = new Option<string>("--state") { Description = "The hub's SQLite file", DefaultValueFactory = _ => "hub.db" };
        var port = new Option<int>("--port") { Description = "Port on the loopback address", DefaultValueFactory = _ => 4001 };
        var command = new Command("hub", "Serve the durable task hub over gRPC; workers and clients connect with --hub http://localhost:PORT") { state, port };
        CliAction.Set(command, async (parsed, cancellation) =>
        {
            var path = Path.GetFullPath(parsed.GetRequiredValue(state));
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await using var hub = await TaskHubServer.StartAsync(new TaskHubServerOptions { DatabasePath = path, Port = parsed.GetValue(port) }, cancellation);
            await Console.Error.WriteLineAsync($"hub: serving {path}");
            Console.Out.WriteLine(hub.Address);
            await Shutdown.WaitAsync(cancellation);
            return ExitCode.Ok;
        });
        return command;
    }
}
