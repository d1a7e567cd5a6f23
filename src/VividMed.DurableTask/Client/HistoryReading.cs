using VividMed.DurableTask.Protocol;
using Wire = VividMed.DurableTask.Protocol.HistoryEvent;

namespace VividMed.DurableTask.Client;

internal static class HistoryReading
{
    /// <summary>Flattens an event of the wire.</summary>
    public static HistoryEvent ToModel(this Wire wire)
    {
        HistoryEvent head = new()
        {
            EventId = wire.EventId,
            Timestamp = wire.Timestamp?.ToDateTimeOffset() ?? default,
            EventType = wire.EventTypeCase.ToString(),
        };
        return wire.EventTypeCase switch
        {
            Wire.EventTypeOneofCase.ExecutionStarted => head with
            {
                Name = wire.ExecutionStarted.Name,
                Version = wire.ExecutionStarted.Version,
                Input = wire.ExecutionStarted.Input,
                InstanceId = wire.ExecutionStarted.OrchestrationInstance?.InstanceId,
            },
            Wire.EventTypeOneofCase.ExecutionCompleted => head with
            {
                Result = wire.ExecutionCompleted.Result,
                OrchestrationStatus = wire.ExecutionCompleted.OrchestrationStatus.ToModel(),
                FailureDetails = wire.ExecutionCompleted.FailureDetails?.ToModel(),
            },
            Wire.EventTypeOneofCase.TaskScheduled => head with
            {
                Name = wire.TaskScheduled.Name,
                Version = wire.TaskScheduled.Version,
                Input = wire.TaskScheduled.Input,
            },
            Wire.EventTypeOneofCase.TaskCompleted => head with { TaskScheduledId = wire.TaskCompleted.TaskScheduledId, Result = wire.TaskCompleted.Result },
            Wire.EventTypeOneofCase.TaskFailed => head with
            {
                TaskScheduledId = wire.TaskFailed.TaskScheduledId,
                FailureDetails = wire.TaskFailed.FailureDetails?.ToModel(),
            },
            Wire.EventTypeOneofCase.SubOrchestrationInstanceCreated => head with
            {
                Name = wire.SubOrchestrationInstanceCreated.Name,
                Version = wire.SubOrchestrationInstanceCreated.Version,
                Input = wire.SubOrchestrationInstanceCreated.Input,
                InstanceId = wire.SubOrchestrationInstanceCreated.InstanceId,
            },
            Wire.EventTypeOneofCase.SubOrchestrationInstanceCompleted => head with
            {
                TaskScheduledId = wire.SubOrchestrationInstanceCompleted.TaskScheduledId,
                Result = wire.SubOrchestrationInstanceCompleted.Result,
            },
            Wire.EventTypeOneofCase.SubOrchestrationInstanceFailed => head with
            {
                TaskScheduledId = wire.SubOrchestrationInstanceFailed.TaskScheduledId,
                FailureDetails = wire.SubOrchestrationInstanceFailed.FailureDetails?.ToModel(),
            },
            Wire.EventTypeOneofCase.TimerCreated => head with { FireAt = wire.TimerCreated.FireAt?.ToDateTimeOffset() },
            Wire.EventTypeOneofCase.TimerFired => head with
            {
                TaskScheduledId = wire.TimerFired.TimerId,
                FireAt = wire.TimerFired.FireAt?.ToDateTimeOffset(),
            },
            Wire.EventTypeOneofCase.EventSent => head with
            {
                InstanceId = wire.EventSent.InstanceId,
                Name = wire.EventSent.Name,
                Input = wire.EventSent.Input,
            },
            Wire.EventTypeOneofCase.EventRaised => head with { Name = wire.EventRaised.Name, Input = wire.EventRaised.Input },
            Wire.EventTypeOneofCase.ExecutionTerminated => head with { Input = wire.ExecutionTerminated.Input },
            Wire.EventTypeOneofCase.ExecutionSuspended => head with { Input = wire.ExecutionSuspended.Input },
            Wire.EventTypeOneofCase.ExecutionResumed => head with { Input = wire.ExecutionResumed.Input },
            Wire.EventTypeOneofCase.ExecutionRewound => head with { Input = wire.ExecutionRewound.Reason },
            Wire.EventTypeOneofCase.ContinueAsNew => head with { Input = wire.ContinueAsNew.Input },
            Wire.EventTypeOneofCase.GenericEvent => head with { Input = wire.GenericEvent.Data },
            _ => head,
        };
    }
}
