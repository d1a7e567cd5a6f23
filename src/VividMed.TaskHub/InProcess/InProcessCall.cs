using Grpc.Core;

namespace VividMed.TaskHub.InProcess;

/// <summary>One call within the process: what the service sees of it, and how it ends for the caller.</summary>
internal sealed class InProcessCall : ServerCallContext, IDisposable
{
    // Days that a timer can run for; nobody waits longer.
    private const int LongestTimer = 49;

    private readonly CallOptions _options;
    private readonly CancellationTokenSource? _deadline;
    private readonly CancellationTokenSource _end;
    private int _ended;

    public InProcessCall(string method, CallOptions options)
    {
        (MethodCore, _options) = (method, options);
        if (options.Deadline is { } at && Until(at) is { TotalDays: < LongestTimer } left) _deadline = new(left);
        _end = CancellationTokenSource.CreateLinkedTokenSource(options.CancellationToken, _deadline?.Token ?? CancellationToken.None);
        // It must still answer after the caller has disposed of the call.
        CancellationTokenCore = _end.Token;
    }

    protected override string MethodCore { get; }

    protected override string HostCore => "localhost";

    protected override string PeerCore => "in-process";

    protected override DateTime DeadlineCore => _options.Deadline ?? DateTime.MaxValue;

    protected override Metadata RequestHeadersCore => _options.Headers ?? Metadata.Empty;

    protected override CancellationToken CancellationTokenCore { get; }

    protected override Metadata ResponseTrailersCore { get; } = [];

    protected override Status StatusCore { get; set; }

    protected override WriteOptions? WriteOptionsCore { get; set; }

    protected override AuthContext AuthContextCore { get; } = new(null, []);

    /// <summary>Completes as the service does, or when the caller or the deadline ends the call.</summary>
    /// <exception cref="RpcException">The service failed or refused, or the call was ended.</exception>
    public async Task<T> EndAsync<T>(Task<T> response)
    {
        try
        {
            return await response.WaitAsync(CancellationToken);
        }
#pragma warning disable CA1031 // a caller is to see what it would see over the network, and nothing else
        catch (Exception e)
#pragma warning restore CA1031
        {
            throw Failure(e);
        }
        finally
        {
            // Hardly a caller disposes of its calls, and the token that it passes may outlive thousands of them.
            Dispose();
        }
    }

    /// <summary>What the caller is told of an error.</summary>
    public RpcException Failure(Exception error)
    {
        var failure = error switch
        {
            RpcException refusal => refusal,
            _ when _deadline is { IsCancellationRequested: true } => new(new Status(StatusCode.DeadlineExceeded, "")),
            _ when CancellationToken.IsCancellationRequested => new(new Status(StatusCode.Cancelled, "The call was cancelled.")),
            _ => new RpcException(new Status(StatusCode.Unknown, "The task hub failed.")),
        };
        Status = failure.Status;
        return failure;
    }

    /// <summary>Ends the call, for the service too if it still works on it.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _ended, 1) != 0) return;
        _end.Cancel();
        _end.Dispose();
        _deadline?.Dispose();
    }

    protected override Task WriteResponseHeadersAsyncCore(Metadata responseHeaders) => Task.CompletedTask;

    protected override ContextPropagationToken CreatePropagationTokenCore(ContextPropagationOptions? options) =>
        throw new NotSupportedException("A call within the process passes nothing on.");

    private static TimeSpan Until(DateTime deadline)
    {
        var left = deadline.ToUniversalTime() - DateTime.UtcNow;
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }
}
