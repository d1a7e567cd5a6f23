using System.CommandLine;
using VividMed.Cli.CommandOptions;
using VividMed.Cli.Output;
using VividMed.Cli.Running;

namespace VividMed.Cli.Commands;

/// <summary>vividmed runs history: what happened to a run, without what it carried.</summary>
internal static class RunsHistoryCommand
{
    public static Command Create()
    {
        var (run, output) = (RunsCommand.Run(), CommonOptions.Output());
        var all = new Option<bool>("--all") { Description = "Also what happened to its partitions and its training" };
        return RunsCommand.Asking(
            "history",
            "What happened to a run, in order, a line each: time, event, stage, and how long what ended took. Inputs and results are not shown; a run of many partitions keeps its latest page",
            [run, all, output],
            async (session, parsed, cancellationToken) =>
            {
                var name = parsed.GetRequiredValue(run);
                await RunsCommand.FindAsync(session, name, cancellationToken);
                var events = await RunEvent.ReadAsync(session.Client, name, parsed.GetValue(all), cancellationToken);
                if (parsed.GetValue(output) == OutputFormat.Json) JsonOutput.Write(events);
                else TableOutput.Write(["time (UTC)", "orchestration", "event", "of", "took"], events.Select(static happened => happened.Cells));
                return ExitCode.Ok;
            });
    }
}
