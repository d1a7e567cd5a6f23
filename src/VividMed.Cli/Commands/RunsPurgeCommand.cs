using System.CommandLine;
using VividMed.Cli.CommandOptions;
using VividMed.Cli.Hosting.States;
using VividMed.Cli.Output;
using VividMed.Cli.Running;
using VividMed.Workflows.Progress;

namespace VividMed.Cli.Commands;

/// <summary>vividmed runs purge: lets the hub forget runs that have ended; what they wrote stays.</summary>
internal static class RunsPurgeCommand
{
    public static Command Create()
    {
        var runs = new Argument<string[]>("runs") { Description = "Names of runs that have ended", Arity = ArgumentArity.ZeroOrMore };
        var age = NumberOptions.Limit("--older-than", "Every run that ended more than so many days ago");
        var output = CommonOptions.Output();
        var command = RunsCommand.Asking(
            "purge",
            "Let the hub forget runs that have ended, with their partitions and histories; versions, shards and quarantine stay as they are",
            [runs, age, output],
            async (session, parsed, cancellationToken) =>
            {
                var ended = parsed.GetValue(age) is { } days
                    ? await OlderAsync(session, TimeProvider.System.GetUtcNow() - TimeSpan.FromDays(days), cancellationToken)
                    : await NamedAsync(session, parsed.GetValue(runs)!, cancellationToken);
                foreach (var run in ended) await session.Client.PurgeInstanceAsync(run.Instance.InstanceId, new PurgeInstanceOptions(Recursive: true), cancellationToken);
                var lines = ended.Select(RunLine.From).ToList();
                if (parsed.GetValue(output) == OutputFormat.Json) JsonOutput.Write(lines);
                else foreach (var line in lines) Console.Out.WriteLine($"run {line.Run} is forgotten");
                if (lines.Count == 0) await Console.Error.WriteLineAsync("vividmed: no run ended that long ago");
                return ExitCode.Ok;
            });
        command.Validators.Add(result =>
        {
            if (result.GetValue(runs) is { Length: > 0 } == result.GetResult(age) is { Implicit: false }) result.AddError("say which: names of runs, or --older-than DAYS");
        });
        return command;
    }

    private static async Task<IReadOnlyList<RunSnapshot>> OlderAsync(HubSession session, DateTimeOffset limit, CancellationToken cancellationToken) =>
    [
        .. (await RunMonitor.ListAsync(session.Client, session.Inspection.FindAsync, cancellationToken))
            .Where(run => run.Instance.IsCompleted && run.Instance.LastUpdatedAt < limit)
            .OrderBy(static run => run.Instance.CreatedAt),
    ];

    /// <summary>All of them or none: a name that does not do is told before anything is forgotten.</summary>
    private static async Task<IReadOnlyList<RunSnapshot>> NamedAsync(HubSession session, string[] names, CancellationToken cancellationToken)
    {
        var runs = new List<RunSnapshot>();
        foreach (var name in names.Distinct(StringComparer.Ordinal))
        {
            var run = await RunsCommand.FindAsync(session, name, cancellationToken);
            if (!run.Instance.IsCompleted) throw new CliException($"run {name} has not ended ({run.Instance.RuntimeStatus.ToString().ToLowerInvariant()}): 'vividmed runs cancel {name}' ends it, and nothing was forgotten");
            runs.Add(run);
        }

        return runs;
    }
}
