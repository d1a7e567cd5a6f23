using System.Runtime.InteropServices;
using VividMed.TaskHub;

namespace VividMed.Cli.Hosting;

/// <summary>Servers run until they are told to stop; that is their normal end, not a failure.</summary>
internal static class Shutdown
{
    /// <summary>The longest that any command may take to end in order; what waits less has a bound of its own.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    /// <summary>How long a command with workers of its own waits for them: whoever gives it again has lost nothing.</summary>
    public static readonly TimeSpan Embedded = TimeSpan.FromSeconds(15);

    /// <summary>What ending in order takes beside waiting for work.</summary>
    public static readonly TimeSpan AfterDrain = TimeSpan.FromSeconds(5);

    public static async Task WaitAsync(CancellationToken cancellationToken)
    {
        var stop = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using (cancellationToken.Register(stop.SetResult))
        {
            await stop.Task;
        }
    }

    /// <summary>The same, for a server that can lose what it serves.</summary>
    /// <exception cref="TaskHubException">It did.</exception>
    public static async Task WaitAsync(Task<TaskHubException> fault, CancellationToken cancellationToken)
    {
        if (await Task.WhenAny(WaitAsync(cancellationToken), fault) == fault) throw await fault;
    }

    /// <summary>The first signal asks a command to end; whoever sends a second will not wait.</summary>
    public static IDisposable AtTheSecondSignal(Action<int> exit)
    {
        var count = 0;
        return PosixSignalRegistration.Create(PosixSignal.SIGINT, _ =>
        {
            if (Interlocked.Increment(ref count) > 1) exit(ExitCode.Cancelled);
        });
    }
}
