namespace VividMed.Cli;

/// <summary>Servers run until they are told to stop; that is their normal end, not a failure.</summary>
internal static class Shutdown
{
    public static async Task WaitAsync(CancellationToken cancellation)
    {
        var stop = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using (cancellation.Register(stop.SetResult))
        {
            await stop.Task;
        }
    }
}
