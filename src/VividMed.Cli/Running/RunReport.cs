using VividMed.Cli.Output;
using VividMed.Workflows.Progress;
using VividMed.Workflows.Requests;

namespace VividMed.Cli.Running;

/// <summary>Says how a run ended, what to do next, and gives the exit code that belongs to it.</summary>
internal static class RunReport
{
    public static int Write(OrchestrationMetadata run, OutputFormat format, string store)
    {
        if (run.RuntimeStatus != OrchestrationRuntimeStatus.Completed)
        {
            // Who cancels a run leaves a word, such as that another one has its place.
            var word = run.RuntimeStatus == OrchestrationRuntimeStatus.Terminated && run.SerializedOutput is ['"', ..] ? run.ReadOutputAs<string>() : null;
            var why = RunFailure.Of(run) ?? word ?? "no reason given";
            throw new CliException($"run {run.InstanceId} ended as {run.RuntimeStatus.ToString().ToLowerInvariant()}: {why}");
        }

        var result = run.ReadOutputAs<SynthesisResult>()!;
        if (format == OutputFormat.Json) JsonOutput.Write(result);
        else TableOutput.Write(["", ""], Rows(result, store));
        foreach (var line in Advice(result, store)) Console.Error.WriteLine("vividmed: " + line);
        return result.Superseded is not null ? ExitCode.Failed : result.QuarantineExceeded ? ExitCode.QuarantineExceeded : ExitCode.Ok;
    }

    /// <summary>What a run that came to its end says of itself; null for any other.</summary>
    public static SynthesisResult? ResultOf(OrchestrationMetadata run) =>
        run.RuntimeStatus == OrchestrationRuntimeStatus.Completed ? run.ReadOutputAs<SynthesisResult>() : null;

    private static IEnumerable<IReadOnlyList<string>> Rows(SynthesisResult result, string store)
    {
        var totals = result.Totals;
        yield return ["run", result.Run];
        yield return ["studies planned", $"{totals.Planned}"];
        if (totals.Standing > 0) yield return ["  as they were", $"{totals.Standing}"];
        yield return ["written", $"{totals.Written}"];
        yield return ["quarantined", $"{totals.Quarantined}" + (result.QuarantineExceeded ? " (above the limit)" : "")];
        foreach (var (reason, count) in totals.Reasons) yield return [$"  {reason}", $"{count}"];
        yield return ["excluded", $"{totals.Excluded}"];
        yield return ["model results", $"{totals.Inference}"];
        yield return ["images and windows run", $"{totals.Inference.Inferences}"];
        if (totals.Inference.AccountedSeconds > 0) yield return ["device time accounted, none taken", $"{TimeSpan.FromSeconds(Math.Round(totals.Inference.AccountedSeconds))}"];
        yield return ["version", result.Version is null ? "none committed" : $"{store}/{result.Version}{(result.Committed ? "" : " (nothing new)")}"];
        if (result.Changes is { } changes)
        {
            yield return ["  studies added, changed, removed", $"{changes.Added}, {changes.Changed}, {changes.Removed}"];
            yield return ["  buckets written, kept", $"{changes.Written}, {changes.Kept}"];
            yield return ["  because of", string.Join(", ", changes.Why)];
        }

        if (result.Training is { } training)
        {
            yield return ["training loss", $"{training.LossBefore:F3} -> {training.LossAfter:F3}"];
        }
    }

    private static IEnumerable<string> Advice(SynthesisResult result, string store)
    {
        if (result.Superseded is { } why) yield return why;
        if (result is { QuarantineExceeded: true, Version: null })
        {
            yield return $"{result.Totals.Quarantined} of {result.Totals.Planned - result.Totals.Excluded} studies are in quarantine, more than --max-quarantine-share allows, so nothing was committed: 'vividmed quarantine list --shards {store} --run {result.Run}' names them; repair the files and give the same command again, or commit without them with --commit-anyway";
        }
        else if (result.Totals.Quarantined > 0)
        {
            yield return $"'vividmed quarantine list --shards {store}' names the quarantined studies; a repaired file is taken up by the next run, 'vividmed quarantine replay' tries the others again";
        }
    }
}
