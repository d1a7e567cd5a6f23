using System.CommandLine;
using VividMed.Cli.CommandOptions;
using VividMed.Cli.Hosting.States;
using VividMed.Cli.Output;
using VividMed.Cli.Running;
using VividMed.Workflows.Progress;

namespace VividMed.Cli.Commands;

/// <summary>vividmed runs: what a hub knows of its runs.</summary>
internal static class RunsCommand
{
    public static Command Create() => new("runs", "List, show or cancel the runs of a hub") { List(), Show(), Cancel() };

    private static Command List()
    {
        var output = CommonOptions.Output();
        var command = new Command("list", "Every run with its state and counts") { HubOptions.Hub, HubOptions.TokenFile, HubOptions.TaskHub, HubOptions.State, output };
        CliAction.Set(command, async (parsed, cancellationToken) =>
        {
            await using var session = await HubSession.OpenAsync(
                HubOptions.From(parsed), parsed.GetValue(HubOptions.State), new StateUse("runs") { Lasts = false }, cancellationToken);
            var snapshots = await RunMonitor.ListAsync(session.Client, cancellationToken);
            var runs = snapshots.Select(RunLine.From).OrderByDescending(run => run.Created).ToList();
            if (parsed.GetValue(output) == OutputFormat.Json) JsonOutput.Write(runs);
            else TableOutput.Write(
                ["run", "status", "created (UTC)", "planned", "written", "quarantined", "excluded"], runs.Select(run => run.Cells));
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command Show()
    {
        var run = new Argument<string>("run") { Description = "The run's name" };
        var output = CommonOptions.Output();
        var command = new Command("show", "One run: state, live counts per stage, speed and time left") { run, HubOptions.Hub, HubOptions.TokenFile, HubOptions.TaskHub, HubOptions.State, output };
        CliAction.Set(command, async (parsed, cancellationToken) =>
        {
            await using var session = await HubSession.OpenAsync(
                HubOptions.From(parsed), parsed.GetValue(HubOptions.State), new StateUse("runs") { Lasts = false }, cancellationToken);
            var name = parsed.GetRequiredValue(run);
            var snapshot = await RunMonitor.ReadAsync(session.Client, session.Unserved, name, cancellationToken)
                ?? throw new CliException($"the hub knows no run {name}; 'vividmed runs list' shows those it knows");
            var detail = RunDetail.From(snapshot, TimeProvider.System.GetUtcNow());
            if (parsed.GetValue(output) == OutputFormat.Json) JsonOutput.Write(detail);
            else TableOutput.Write(["", ""], detail.Rows);
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command Cancel()
    {
        var run = new Argument<string>("run") { Description = "The run's name" };
        var command = new Command("cancel", "Stop a run and its partitions; what is written stays, the same 'run' command starts it again") { run, HubOptions.Hub, HubOptions.TokenFile, HubOptions.TaskHub, HubOptions.State };
        CliAction.Set(command, async (parsed, cancellationToken) =>
        {
            await using var session = await HubSession.OpenAsync(
                HubOptions.From(parsed), parsed.GetValue(HubOptions.State), new StateUse("runs") { Lasts = false }, cancellationToken);
            var name = parsed.GetRequiredValue(run);
            if (await session.Client.GetInstanceAsync(name, cancellation: cancellationToken) is not { } instance)
            {
                throw new CliException($"the hub knows no run {name}");
            }

            if (instance.IsCompleted)
            {
                throw new CliException($"run {name} has ended already ({instance.RuntimeStatus.ToString().ToLowerInvariant()})");
            }

            await session.Client.TerminateInstanceAsync(
                name, new TerminateInstanceOptions("cancelled on the command line", Recursive: true), cancellationToken);
            await session.Client.WaitForInstanceCompletionAsync(name, cancellation: cancellationToken);
            Console.Out.WriteLine($"run {name} is cancelled");
            return ExitCode.Ok;
        });
        return command;
    }
}
