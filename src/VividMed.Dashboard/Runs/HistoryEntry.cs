using System.Text.Json;
using DurableTask.Core.History;
using VividMed.Workflows.Progress;

namespace VividMed.Dashboard.Runs;

/// <summary>An event of a history with what went in or came out, which people see on demand only.</summary>
/// <param name="Line">As it is listed.</param>
/// <param name="Child">The sub-orchestration that it speaks of; null for none.</param>
/// <param name="Payload">Input, output or failure as the hub has it; null for none.</param>
public sealed record HistoryEntry(HistoryLine Line, string? Child, string? Payload)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>Newest first, as the lines come.</summary>
    public static IReadOnlyList<HistoryEntry> From(IReadOnlyList<HistoryEvent> history)
    {
        var told = history.Where(static happened => happened is not (OrchestratorStartedEvent or OrchestratorCompletedEvent)).Reverse();
        return [.. HistoryLine.From(history).Zip(told, static (line, happened) => new HistoryEntry(line, ChildOf(happened), PayloadOf(happened)))];
    }

    /// <summary>The payload with line breaks, where it is JSON.</summary>
    public static string Readable(string payload)
    {
        try
        {
            using var json = JsonDocument.Parse(payload);
            return JsonSerializer.Serialize(json, Indented);
        }
        catch (JsonException)
        {
            return payload;
        }
    }

    private static string? ChildOf(HistoryEvent happened) => (happened as SubOrchestrationInstanceCreatedEvent)?.InstanceId;

    private static string? PayloadOf(HistoryEvent happened) => happened switch
    {
        ExecutionStartedEvent started => started.Input,
        TaskScheduledEvent call => call.Input,
        TaskCompletedEvent completed => completed.Result,
        TaskFailedEvent failed => failed.FailureDetails?.ErrorMessage ?? failed.Reason,
        SubOrchestrationInstanceCreatedEvent created => created.Input,
        SubOrchestrationInstanceCompletedEvent completed => completed.Result,
        SubOrchestrationInstanceFailedEvent failed => failed.FailureDetails?.ErrorMessage ?? failed.Reason,
        EventRaisedEvent raised => raised.Input,
        ExecutionCompletedEvent completed => completed.FailureDetails?.ErrorMessage ?? completed.Result,
        _ => null,
    };
}
