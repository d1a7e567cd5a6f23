using Grpc.Core;

namespace VividMed.DurableTask.Worker;

/// <summary>Waits between attempts to reach the hub.</summary>
internal static class Backoff
{
    private const int SendAttempts = 10;

    /// <summary>Full jitter: uniform in [0, 1 s * 2^(failures - 1)], the bound at most 30 s.</summary>
    public static TimeSpan Reconnect(int failures, Random random) =>
        TimeSpan.FromSeconds(random.NextDouble() * Math.Min(30, Math.Pow(2, Math.Min(failures - 1, 10))));

    /// <summary>Sends a completion, again and again while the hub cannot be reached: 10 attempts, 200 ms to 15 s apart.</summary>
    public static async Task SendAsync<T>(Func<CancellationToken, AsyncUnaryCall<T>> send, CancellationToken cancellation)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                using AsyncUnaryCall<T> call = send(cancellation);
                await call;
                return;
            }
            catch (RpcException error) when (attempt < SendAttempts && !cancellation.IsCancellationRequested && IsTransient(error.StatusCode))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(Math.Min(15_000, 200 * Math.Pow(2, attempt - 1))), cancellation);
            }
        }
    }

    private static bool IsTransient(StatusCode code) => code
        is StatusCode.Unavailable or StatusCode.DeadlineExceeded or StatusCode.Internal or StatusCode.Unknown or StatusCode.Aborted or StatusCode.Cancelled;
}
