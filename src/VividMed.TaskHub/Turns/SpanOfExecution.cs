using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Microsoft.DurableTask.Protobuf;

namespace VividMed.TaskHub.Turns;

/// <summary>
/// The trace span of an execution, told to every worker that plays a turn of it. Its id follows from the execution's id: it need not be
/// stored, and is the same after a restart and at every hub.
/// </summary>
internal static class SpanOfExecution
{
    /// <returns>Null when whoever started the instance is not traced.</returns>
    public static OrchestrationTraceContext? Of(InstanceRow instance, IEnumerable<HistoryEvent> history)
    {
        if (instance.ReadOrigin().ParentTraceContext is null) return null;
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes(instance.ExecutionId));
        return new()
        {
            SpanID = ActivitySpanId.CreateFromBytes(digest.AsSpan(0, 8)).ToHexString(),
            SpanStartTime = history.FirstOrDefault(e => e.ExecutionStarted is not null)?.Timestamp,
        };
    }
}
