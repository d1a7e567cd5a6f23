using VividMed.Cli.Output;
using VividMed.Workflows.Requests;

namespace VividMed.Cli.Running;

/// <summary>Says how a run ended and gives the exit code that belongs to it.</summary>
internal static class RunReport
{
    public static int Write(OrchestrationMetadata run, OutputFormat format, string store)
    {
        if (run.RuntimeStatus != OrchestrationRuntimeStatus.Completed)
        {
            var why = run.FailureDetails is { } failure ? $"{failure.ErrorType}: {failure.ErrorMessage}" : "no reason given";
            throw new CliException($"run {run.InstanceId} ended as {run.RuntimeStatus.ToString().ToLowerInvariant()}: {why}");
        }

        var result = run.ReadOutputAs<SynthesisResult>()!;
        if (format == OutputFormat.Json) JsonOutput.Write(result);
        else TableOutput.Write(["", ""], Rows(result, store));
        return result.QuarantineExceeded ? ExitCode.QuarantineExceeded : ExitCode.Ok;
    }

    private static IEnumerable<IReadOnlyList<string>> Rows(SynthesisResult result, string store)
    {
        yield return ["run", result.Run];
        yield return ["studies planned", $"{result.Totals.Planned}"];
        yield return ["written", $"{result.Totals.Written}"];
        yield return ["quarantined", $"{result.Totals.Quarantined}" + (result.QuarantineExceeded ? " (above the limit)" : "")];
        yield return ["excluded", $"{result.Totals.Excluded}"];
        yield return ["model results", $"{result.Totals.Inference}"];
        yield return ["images and windows run", $"{result.Totals.Inference.Inferences}"];
        yield return ["version", $"{store}/{result.Version}"];
        if (result.Training is { } training)
        {
            yield return ["training loss", $"{training.LossBefore:F3} -> {training.LossAfter:F3}"];
        }
    }
}
