using Grpc.Core;
using Microsoft.DurableTask.Protobuf;

namespace VividMed.TaskHub.Tests.Simulation;

/// <summary>The worker's end of a streamed history.</summary>
internal sealed class SimulatedHistoryWriter : IServerStreamWriter<HistoryChunk>
{
    public List<HistoryEvent> Events { get; } = [];

    public WriteOptions? WriteOptions { get; set; }

    public async Task<bool> CollectAsync(SimulatedHub hub, OrchestratorRequest request)
    {
        await hub.Reads.StreamHistoryAsync(
            new() { InstanceId = request.InstanceId, ExecutionId = request.ExecutionId, ForWorkItemProcessing = true }, this, CancellationToken.None);
        return true;
    }

    public Task WriteAsync(HistoryChunk message)
    {
        Events.AddRange(message.Clone().Events);
        return Task.CompletedTask;
    }
}
