using System.Threading.Channels;
using Grpc.Core;

namespace VividMed.TaskHub.InProcess;

/// <summary>Responses on their way from the service to its caller; the service waits when the caller falls behind.</summary>
internal sealed class InProcessStream<T>(InProcessCall call) : IServerStreamWriter<T>, IAsyncStreamReader<T>
    where T : class
{
    private const int Capacity = 64;

    private readonly Channel<T> _messages = Channel.CreateBounded<T>(
        new BoundedChannelOptions(Capacity) { SingleReader = true, SingleWriter = true });
    private T? _current;

    public WriteOptions? WriteOptions { get; set; }

    public T Current => _current ?? throw new InvalidOperationException("There is no current message: call MoveNext first.");

    public Task WriteAsync(T message) => WriteAsync(message, call.CancellationToken);

    public Task WriteAsync(T message, CancellationToken cancellationToken) =>
        _messages.Writer.WriteAsync(message, cancellationToken).AsTask();

    public async Task<bool> MoveNext(CancellationToken cancellationToken)
    {
        try
        {
            while (await _messages.Reader.WaitToReadAsync(cancellationToken))
            {
                call.CancellationToken.ThrowIfCancellationRequested();
                if (_messages.Reader.TryRead(out _current)) return true;
            }

            call.CancellationToken.ThrowIfCancellationRequested();
            _current = null;
            return false;
        }
#pragma warning disable CA1031 // a reader is to see what it would see over the network, and nothing else
        catch (Exception e)
#pragma warning restore CA1031
        {
            if (cancellationToken.IsCancellationRequested) call.Dispose();
            throw call.Failure(e);
        }
    }

    /// <summary>Ends when the service does, and as it does.</summary>
    public async Task EndWithAsync(Task service)
    {
        try
        {
            await service;
            _messages.Writer.TryComplete();
        }
#pragma warning disable CA1031 // it is the reader's
        catch (Exception e)
#pragma warning restore CA1031
        {
            _messages.Writer.TryComplete(e);
        }
    }
}
