using Microsoft.DurableTask.Protobuf;
using VividMed.TaskHub.Turns;

namespace VividMed.TaskHub.Dispatch;

/// <summary>A work unit in the hands of a worker. Its token is the only proof that the worker still holds it.</summary>
internal sealed class Lease(string token, WorkUnit unit, WorkerStream stream, DateTimeOffset since)
{
    public string Token { get; } = token;

    public WorkUnit Unit { get; } = unit;

    public WorkerStream Stream { get; } = stream;

    public DateTimeOffset Since { get; } = since;

    /// <summary>The turn that was handed out; null for an activity.</summary>
    public TurnInput? Turn { get; set; }

    /// <summary>The history before the turn, when it is held in memory.</summary>
    public List<HistoryEvent>? Past { get; set; }

    /// <summary>Chunks of the completion that have arrived so far.</summary>
    public List<OrchestratorResponse> Chunks { get; } = [];

    /// <summary>What they add up to, where a completion comes in several.</summary>
    public long ChunkBytes { get; set; }
}
