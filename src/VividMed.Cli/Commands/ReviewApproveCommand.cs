using System.CommandLine;
using VividMed.Workflows.Orchestrations;
using VividMed.Workflows.Requests;

namespace VividMed.Cli.Commands;

/// <summary>vividmed review approve: opens the gate of a run that waits for its review.</summary>
internal static class ReviewApproveCommand
{
    public static Command Create()
    {
        var run = RunsCommand.Run();
        var reject = new Option<bool>("--reject") { Description = "End the run without training instead; its version stays" };
        return RunsCommand.Asking(
            "approve",
            "Let a run that was started with --await-review go on: it commits what the review corrected and trains on that",
            [run, reject],
            async (session, parsed, cancellationToken) =>
            {
                var snapshot = await RunsCommand.FindAsync(session, parsed.GetRequiredValue(run), cancellationToken);
                var name = snapshot.Instance.InstanceId;
                if (snapshot.Instance.IsCompleted) throw new CliException($"run {name} has ended already: give its 'run' command again to follow new verdicts");
                var approved = !parsed.GetValue(reject);
                await session.Client.RaiseEventAsync(name, SynthesizeDataset.ReviewApproved, approved, cancellationToken);
                var when = snapshot.Progress.Phase == SynthesisProgress.AwaitingReview ? "" : " as soon as it asks";
                Console.Out.WriteLine($"run {name} {(approved ? "goes on" : "ends without training")}{when}");
                return ExitCode.Ok;
            });
    }
}
