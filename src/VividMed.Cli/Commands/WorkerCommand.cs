using System.CommandLine;
using VividMed.Cli.CommandOptions;
using VividMed.Cli.Configuration;
using VividMed.Cli.Hosting;

namespace VividMed.Cli.Commands;

/// <summary>vividmed worker: takes work from a hub, by role.</summary>
internal static class WorkerCommand
{
    public static Command Create()
    {
        var roles = new Option<string>("--roles") { Description = "cpu, gpu or cpu,gpu", DefaultValueFactory = _ => "cpu,gpu" };
        var flags = new ExecutionFlags();
        var httpPort = NumberOptions.OptionalPort("--http-port", "Port for /livez and /healthz over HTTP/1.1; without it there is none");
        var remote = new Option<bool>("--remote") { Description = "With --http-port: listen on every network interface, for a platform's probes" };
        var command = new Command("worker", "Run a worker: cpu takes orchestrators and light stages, gpu takes models and training")
        {
            roles, HubOptions.Hub, HubOptions.TokenFile, HubOptions.TaskHub, DrainOption.Drain, httpPort, remote,
        };
        flags.AddTo(command);
        CliAction.Set(command, async (parsed, cancellationToken) =>
        {
            var hub = HubOptions.From(parsed) ?? throw CliException.WrongCall("a worker needs a hub: pass --hub http://localhost:4001, or set VIVIDMED__Hub or VIVIDMED__DurableTaskScheduler");
            var role = ParseRoles(parsed.GetRequiredValue(roles));
            var execution = ModelProvider.For(role, flags.Chosen(parsed));
            using var host = WorkerHost.Build(hub, role, LogLevel.Information, DrainOption.Limit(parsed), execution);
            await host.StartAsync(cancellationToken);
            await using var health = parsed.GetValue(httpPort) is { } port
                ? await WorkerHealth.StartAsync(
                    port, parsed.GetValue(remote), host.Services.GetRequiredService<DurableTaskClient>(), cancellationToken)
                : null;
            if (health is not null) await Console.Error.WriteLineAsync($"worker: health at {new Uri(health.Address, "healthz")}");
            await Console.Error.WriteLineAsync($"worker: {parsed.GetValue(roles)} on {hub.Name}");
            await Shutdown.WaitAsync(cancellationToken);
            await host.StopAsync(CancellationToken.None);
            return ExitCode.Ok;
        });
        return command;
    }

    private static WorkerRoles ParseRoles(string text)
    {
        var roles = WorkerRoles.None;
        foreach (var word in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            roles |= word switch
            {
                "cpu" => WorkerRoles.Cpu,
                "gpu" => WorkerRoles.Gpu,
                _ => throw CliException.WrongCall($"'{word}' is no role: --roles takes cpu, gpu or cpu,gpu{Guess.Told(word, ["cpu", "gpu"])}"),
            };
        }

        return roles == WorkerRoles.None ? throw CliException.WrongCall("--roles is empty: it takes cpu, gpu or cpu,gpu") : roles;
    }
}
