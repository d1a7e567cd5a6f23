using System.CommandLine;
using VividMed.Cli.CommandOptions;
using VividMed.Cli.Configuration;
using VividMed.Cli.Hosting;
using VividMed.Cli.Hosting.States;

namespace VividMed.Cli.Commands;

/// <summary>vividmed dashboard: the web page over a hub and what its runs wrote.</summary>
internal static class DashboardCommand
{
    public static Command Create()
    {
        var page = new PageOptions();
        var output = new Argument<string?>("output") { Description = "The output of the runs, instead of --state: a folder or a blob container's address", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("dashboard", "Serve a web page with the runs, their progress and history, and their samples with overlays; beside a run or after it")
        {
            output, HubOptions.Hub, HubOptions.TokenFile, HubOptions.TaskHub, HubOptions.State,
        };
        page.AddTo(command);
        CliAction.Set(command, async (parsed, cancellationToken) =>
        {
            var state = parsed.GetValue(output) ?? parsed.GetValue(HubOptions.State);
            var hub = parsed.GetValue(output) is null ? HubOptions.From(parsed) : null;
            await using var session = await HubSession.OpenAsync(hub, state, new StateUse("dashboard") { OutlivesFaults = true }, cancellationToken);
            var place = hub is null ? PagePlace.Of(StateFiles.At(state!), output: null) : new PagePlace(hub.Name, Settings.Current[KnownSettings.Store], StateFolder: null);
            await using var server = await page.StartAsync(parsed, "dashboard", new(session.Client, session.Unserved, session.Inspection), place, cancellationToken);
            await Shutdown.WaitAsync(session.Fault, cancellationToken);
            return ExitCode.Ok;
        });
        return command;
    }
}
