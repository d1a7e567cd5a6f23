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
    public static Command Create() => new("runs", "List, show, pause, cancel or forget the runs of a hub, or of an output's state (--state DIR), also while another process serves it")
    {
        List(), Show(), RunsHistoryCommand.Create(), RunsControlCommands.Pause(), RunsControlCommands.Resume(), RunsControlCommands.Cancel(), RunsPurgeCommand.Create(),
    };

    /// <summary>A command of these, with the options that say which hub is meant.</summary>
    public static Command Asking(
        string name, string description, IEnumerable<Symbol> symbols, Func<HubSession, ParseResult, CancellationToken, Task<int>> action)
    {
        var command = new Command(name, description);
        foreach (var symbol in symbols)
        {
            if (symbol is Argument argument) command.Arguments.Add(argument);
            else command.Options.Add((Option)symbol);
        }

        foreach (var option in (Option[])[HubOptions.Hub, HubOptions.TokenFile, HubOptions.TaskHub, HubOptions.State]) command.Options.Add(option);
        CliAction.Set(command, async (parsed, cancellationToken) =>
        {
            await using var session = await HubSession.OpenAsync(
                HubOptions.From(parsed), parsed.GetValue(HubOptions.State), new StateUse("runs") { Lasts = false }, cancellationToken);
            return await action(session, parsed, cancellationToken);
        });
        return command;
    }

    public static Argument<string> Run() => new("run") { Description = "The run's name" };

    /// <exception cref="CliException">There is none of that name.</exception>
    public static async Task<RunSnapshot> FindAsync(HubSession session, string run, CancellationToken cancellationToken) =>
        await RunMonitor.ReadAsync(session.Client, session.Unserved, run, cancellationToken)
            ?? throw new CliException($"the hub knows no run {run}; 'vividmed runs list' shows those it knows");

    private static Command List()
    {
        var output = CommonOptions.Output();
        return Asking("list", "Every run with its state and counts", [output], async (session, parsed, cancellationToken) =>
        {
            var snapshots = await RunMonitor.ListAsync(session.Client, session.Inspection.FindAsync, cancellationToken);
            var runs = snapshots.Select(RunLine.From).OrderByDescending(run => run.Created).ToList();
            if (parsed.GetValue(output) == OutputFormat.Json) JsonOutput.Write(runs);
            else TableOutput.Write(
                ["run", "status", "created (UTC)", "planned", "written", "quarantined", "excluded"], runs.Select(run => run.Cells));
            return ExitCode.Ok;
        });
    }

    private static Command Show()
    {
        var (run, output) = (Run(), CommonOptions.Output());
        return Asking("show", "One run: state, live counts per stage, speed and time left, and where its time went", [run, output], async (session, parsed, cancellationToken) =>
        {
            var snapshot = await FindAsync(session, parsed.GetRequiredValue(run), cancellationToken);
            var now = TimeProvider.System.GetUtcNow();
            var detail = RunDetail.From(snapshot, await StageTimes.ReadAsync(session.Client, snapshot, now, cancellationToken), now);
            if (parsed.GetValue(output) == OutputFormat.Json)
            {
                JsonOutput.Write(detail);
                return ExitCode.Ok;
            }

            TableOutput.Write(["", ""], detail.Rows);
            if (detail.Stages.Count > 0) TableOutput.Write(["stage", "activities", "open", "failed", "wall", "sum of activities"], detail.StageRows);
            return ExitCode.Ok;
        });
    }
}
