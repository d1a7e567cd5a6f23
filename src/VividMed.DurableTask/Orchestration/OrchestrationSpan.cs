using System.Diagnostics;
using System.Runtime.CompilerServices;
using Google.Protobuf.WellKnownTypes;
using VividMed.DurableTask.Protocol;
using W3C = System.Diagnostics.ActivityContext;

namespace VividMed.DurableTask;

/// <summary>
/// The span of one execution, from its start to its end, however many turns and workers that takes. The hub hands its id from turn to turn;
/// what a turn schedules names it as the parent, and the worker of the last turn records it.
/// </summary>
internal sealed class OrchestrationSpan
{
    private readonly ExecutionStartedEvent _start;
    private readonly W3C _parent;
    private readonly ActivitySpanId _id;

    private OrchestrationSpan(ExecutionStartedEvent start, W3C parent, ActivitySpanId id, Timestamp began)
    {
        (_start, _parent, _id) = (start, parent, id);
        Carried = new() { SpanID = id.ToHexString(), SpanStartTime = began };
        AsParent = new()
        {
            TraceParent = $"00-{parent.TraceId.ToHexString()}-{id.ToHexString()}-{(int)parent.TraceFlags:x2}",
            TraceState = parent.TraceState,
        };
    }

    /// <summary>What the hub is asked to hand to the next turn.</summary>
    public OrchestrationTraceContext Carried { get; }

    /// <summary>What activities and sub-orchestrations are told.</summary>
    public TraceContext AsParent { get; }

    /// <summary>The span of the execution that this turn belongs to, or null when whoever started it is not traced.</summary>
    public static OrchestrationSpan? Of(OrchestratorRequest request, ExecutionStartedEvent start, Timestamp started)
    {
        if (start.ParentTraceContext is not { } caller || !W3C.TryParse(caller.TraceParent, caller.TraceState, isRemote: true, out W3C parent))
        {
            return null;
        }

        OrchestrationTraceContext? carried = request.OrchestrationTraceContext;
        ActivitySpanId id = carried?.SpanID is { Length: 16 } known ? ActivitySpanId.CreateFromString(known) : ActivitySpanId.CreateRandom();
        return new(start, parent, id, carried?.SpanStartTime ?? started);
    }

    /// <summary>Records the span, if this turn was the execution's last and somebody listens.</summary>
    public void EndWith(OrchestratorResponse response)
    {
        if (response.Actions.LastOrDefault()?.CompleteOrchestration is not { } end)
        {
            return;
        }

        using Activity? span = Tracing.StartOrchestration(_start, response.InstanceId, _parent, Carried.SpanStartTime.ToDateTimeOffset());
        if (span is null)
        {
            return;
        }

        TakeKnownId(span);
        span.SetTag("durabletask.task.status", end.OrchestrationStatus.ToString());
        if (end.FailureDetails is { } failure)
        {
            span.SetStatus(ActivityStatusCode.Error, failure.ErrorType);
        }
    }

    /// <summary>Activities were told the span's id long ago, and .NET gives a span no way to be started with a known one.</summary>
    private void TakeKnownId(Activity span)
    {
        try
        {
            SpanId(span) = _id.ToHexString();
        }
        catch (MissingFieldException)
        {
            // A later runtime names the field differently: the trace loses a link, the work must not fail for it.
        }
    }

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_spanId")]
    private static extern ref string? SpanId(Activity activity);
}
