using Grpc.Core;

namespace VividMed.Cli.Running;

/// <summary>Waits for an instance to end, through restarts of the hub.</summary>
internal static class RunEnd
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    public static async Task<OrchestrationMetadata> WaitAsync(
        DurableTaskClient client, string instance, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return await client.WaitForInstanceCompletionAsync(instance, getInputsAndOutputs: true, cancellationToken);
            }
            catch (RpcException away) when (away.StatusCode == StatusCode.Unavailable)
            {
                // What runs goes on when the hub is back, and so does waiting for it.
                await Task.Delay(Pause, cancellationToken);
            }
        }
    }
}
