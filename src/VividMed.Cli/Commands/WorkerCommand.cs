using System.CommandLine;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace VividMed.Cli;

/// <summary>vividmed worker: takes work from a hub, by role.</summary>
internal static class WorkerCommand
{
    public static Command Create()
    {
        var roles = new Option<string>("--roles") { Description = "cpu, gpu or cpu,gpu", DefaultValueFactory = _ => "cpu,gpu" };
        var (hub, provider) = (CommonOptions.Hub(), CommonOptions.Provider());
        var command = new Command("worker", "Run a worker: cpu takes orchestrators and light stages, gpu takes models and training") { roles, hub, provider, HubAccess.TokenFile, HubAccess.Name, Shutdown.Drain };
        CliAction.Set(command, async (parsed, cancellation) =>
        {
            var address = parsed.GetValue(hub) ?? throw new CliException("a worker needs a hub: pass --hub http://localhost:4001 or set VIVIDMED__HUB");
            var uri = new Uri(address);
            var role = ParseRoles(parsed.GetRequiredValue(roles));
            var execution = ModelProvider.For(role, parsed.GetValue(provider));
            using var host = WorkerHost.Build(uri, HubAccess.From(parsed).Connect(uri), role, LogLevel.Information, Shutdown.DrainLimit(parsed), execution);
            await host.StartAsync(cancellation);
            await Console.Error.WriteLineAsync($"worker: {parsed.GetValue(roles)} on {address}");
            await Shutdown.WaitAsync(cancellation);
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
                _ => throw new CliException($"'{word}' is no role: --roles takes cpu, gpu or cpu,gpu"),
            };
        }

        return roles == WorkerRoles.None ? throw new CliException("--roles is empty: it takes cpu, gpu or cpu,gpu") : roles;
    }
}
