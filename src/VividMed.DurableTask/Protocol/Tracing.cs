using System.Diagnostics;

namespace VividMed.DurableTask.Protocol;

/// <summary>W3C trace context across the hub: a start is the parent of its orchestration, and that of its activities and sub-orchestrations.</summary>
internal static class Tracing
{
    private static readonly ActivitySource s_source = new("VividMed.DurableTask");

    /// <summary>The trace context of the calling code, or null when it is not traced.</summary>
    public static TraceContext? Current() => Activity.Current is { IdFormat: ActivityIdFormat.W3C, Id: { } id } caller
        ? new() { TraceParent = id, TraceState = caller.TraceStateString }
        : null;

    /// <summary>A span for asking that an orchestration be started, or null when nobody listens.</summary>
    public static Activity? StartCreation(string name, string instanceId) => s_source.StartActivity(
        $"create_orchestration:{name}",
        ActivityKind.Producer,
        default(System.Diagnostics.ActivityContext),
        [
            new("durabletask.type", "orchestration"),
            new("durabletask.task.name", name),
            new("durabletask.task.instance_id", instanceId),
        ]);

    /// <summary>A span for one execution of an orchestration, or null when nobody listens.</summary>
    public static Activity? StartOrchestration(ExecutionStartedEvent start, string instanceId, System.Diagnostics.ActivityContext parent, DateTimeOffset began) =>
        s_source.StartActivity(
            $"orchestration:{start.Name}",
            ActivityKind.Server,
            parent,
            [
                new("durabletask.type", "orchestration"),
                new("durabletask.task.name", start.Name),
                new("durabletask.task.instance_id", instanceId),
            ],
            startTime: began);

    /// <summary>A span for one activity, or null when nobody listens.</summary>
    public static Activity? StartActivity(ActivityRequest request)
    {
        bool traced = System.Diagnostics.ActivityContext.TryParse(
            request.ParentTraceContext?.TraceParent, request.ParentTraceContext?.TraceState, isRemote: true, out System.Diagnostics.ActivityContext parent);
        return s_source.StartActivity(
            $"activity:{request.Name}",
            ActivityKind.Server,
            traced ? parent : default,
            [
                new("durabletask.type", "activity"),
                new("durabletask.task.name", request.Name),
                new("durabletask.task.instance_id", request.OrchestrationInstance?.InstanceId),
                new("durabletask.task.task_id", request.TaskId),
            ]);
    }
}
