using Microsoft.DurableTask.Protobuf;

namespace VividMed.TaskHub.Turns;

/// <summary>An instance as it stands between two turns.</summary>
/// <param name="Key">Position in order of creation; a replaced instance gets a new one.</param>
/// <param name="HistoryLength">Number of history events; with the execution id it fences stale turns.</param>
/// <param name="HistoryBytes">Serialized size of the history.</param>
/// <param name="Origin">The ExecutionStarted event without its input.</param>
internal sealed record InstanceRow(
    long Key, string Id, string ExecutionId, string Name, string? Version, OrchestrationStatus Status, int HistoryLength,
    long HistoryBytes, byte[] Origin)
{
    public InstanceRef Ref => new(Key, Id, Name, Version);

    public bool IsFinished => Status.IsFinal;

    public ExecutionStartedEvent ReadOrigin() => ExecutionStartedEvent.Parser.ParseFrom(Origin);
}

/// <summary>As much of an instance as handing out its turns needs.</summary>
internal sealed record InstanceRef(long Key, string Id, string Name, string? Version);

internal static class OrchestrationStatusExtensions
{
    extension(OrchestrationStatus status)
    {
        /// <summary>Nothing happens to the instance any more.</summary>
        public bool IsFinal => status is OrchestrationStatus.Completed or OrchestrationStatus.Failed
            or OrchestrationStatus.Canceled or OrchestrationStatus.Terminated;
    }
}
