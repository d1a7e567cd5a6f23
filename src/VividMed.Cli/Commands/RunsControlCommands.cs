using System.CommandLine;
using VividMed.Cli.Hosting.States;
using VividMed.Workflows.Progress;

namespace VividMed.Cli.Commands;

/// <summary>vividmed runs pause|resume|cancel: what is done to a run that has not ended.</summary>
internal static class RunsControlCommands
{
    public static Command Pause() => On(
        "pause",
        "Let a run begin nothing more until 'runs resume': activities that workers hold are finished, counts and partitions stay",
        async (session, run, cancellationToken) =>
        {
            await RunPause.PauseAsync(session.Client, run.Instance.InstanceId, "paused on the command line", cancellationToken);
            return $"is paused; 'vividmed runs resume {run.Instance.InstanceId}' lets it go on";
        });

    public static Command Resume() => On(
        "resume",
        "Let a paused run go on",
        async (session, run, cancellationToken) =>
        {
            if (run.Instance.RuntimeStatus != OrchestrationRuntimeStatus.Suspended) return "is not paused; nothing to do";
            await RunPause.ResumeAsync(session.Client, run.Instance.InstanceId, "resumed on the command line", cancellationToken);
            return session.IsAtRest ? "goes on when its output is served: by 'vividmed serve', or by the same 'run' command" : "goes on";
        });

    public static Command Cancel() => On(
        "cancel",
        "Stop a run and its partitions; what is written stays, the same 'run' command starts it again",
        async (session, run, cancellationToken) =>
        {
            var name = run.Instance.InstanceId;
            await session.Client.TerminateInstanceAsync(
                name, new TerminateInstanceOptions("cancelled on the command line", Recursive: true), cancellationToken);
            await session.Client.WaitForInstanceCompletionAsync(name, cancellation: cancellationToken);
            return "is cancelled";
        });

    private static Command On(
        string name, string description, Func<HubSession, RunSnapshot, CancellationToken, Task<string>> act)
    {
        var run = RunsCommand.Run();
        return RunsCommand.Asking(name, description, [run], async (session, parsed, cancellationToken) =>
        {
            var snapshot = await RunsCommand.FindAsync(session, parsed.GetRequiredValue(run), cancellationToken);
            if (snapshot.Instance.IsCompleted)
            {
                throw new CliException($"run {snapshot.Instance.InstanceId} has ended already ({snapshot.Instance.RuntimeStatus.ToString().ToLowerInvariant()})");
            }

            Console.Out.WriteLine($"run {snapshot.Instance.InstanceId} {await act(session, snapshot, cancellationToken)}");
            return ExitCode.Ok;
        });
    }
}
