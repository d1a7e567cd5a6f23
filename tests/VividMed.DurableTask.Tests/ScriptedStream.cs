using System.Threading.Channels;
using Grpc.Core;
using VividMed.DurableTask.Converters;
using VividMed.DurableTask.Protocol;

namespace VividMed.DurableTask.Tests;

/// <summary>One stream of work items, seen from the hub.</summary>
internal sealed class ScriptedStream(CancellationToken cancelled) : IAsyncStreamReader<WorkItem>
{
    private readonly Channel<WorkItem> _items = Channel.CreateUnbounded<WorkItem>();

    public WorkItem Current { get; private set; } = new();

    public void Send(WorkItem item) => _items.Writer.TryWrite(item);

    public void SendActivity(string name, object? input, string token) => Send(new()
    {
        CompletionToken = token,
        ActivityRequest = new()
        {
            Name = name,
            TaskId = 3,
            Input = JsonDataConverter.Default.Serialize(input),
            OrchestrationInstance = new() { InstanceId = "run-1" },
        },
    });

    public void Break() => _items.Writer.TryComplete(new RpcException(new(StatusCode.Unavailable, "gone")));

    public async Task<bool> MoveNext(CancellationToken cancellationToken)
    {
        try
        {
            if (!await _items.Reader.WaitToReadAsync(cancelled))
            {
                return false;
            }

            Current = await _items.Reader.ReadAsync(cancelled);
            return true;
        }
        catch (OperationCanceledException)
        {
            throw new RpcException(new(StatusCode.Cancelled, "cancelled"));
        }
    }
}
