using System.Reflection;
using DurableTask.Core;
using DurableTask.Core.History;

namespace VividMed.Portability.Tests;

/// <summary>
/// An engine that keeps what Core knows. The sidecar's own kind of "sub-orchestration created" and the protobuf map of tags
/// are both more than an engine that serializes can read back.
/// </summary>
public class PlainEvents : DispatchProxy
{
    private IOrchestrationService _engine = null!;

    public static IOrchestrationService Over(IOrchestrationService engine)
    {
        var proxy = Create<IOrchestrationService, PlainEvents>();
        ((PlainEvents)(object)proxy)._engine = engine;
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (targetMethod!.Name == nameof(IOrchestrationService.CompleteTaskOrchestrationWorkItemAsync))
        {
            var state = (OrchestrationRuntimeState)args![1]!;
            MakePlain(state.Events);
            MakePlain(state.NewEvents);
            var started = ((IList<TaskMessage>)args[3]!).Select(message => message.Event).OfType<ExecutionStartedEvent>();
            foreach (var child in started) child.Tags = child.Tags?.ToDictionary();
        }

        return targetMethod.Invoke(_engine, BindingFlags.DoNotWrapExceptions, binder: null, args, culture: null);
    }

    private static void MakePlain(IList<HistoryEvent> events)
    {
        for (var i = 0; i < events.Count; i++)
        {
            if (events[i] is SubOrchestrationInstanceCreatedEvent created && created.GetType() != typeof(SubOrchestrationInstanceCreatedEvent))
            {
                events[i] = new SubOrchestrationInstanceCreatedEvent(created.EventId)
                {
                    Timestamp = created.Timestamp, Name = created.Name, Version = created.Version, InstanceId = created.InstanceId, Input = created.Input,
                };
            }
        }
    }
}
