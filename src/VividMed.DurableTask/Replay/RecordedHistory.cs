using System.Globalization;
using Google.Protobuf;
using VividMed.DurableTask.Client;
using VividMed.DurableTask.Protocol;
using HistoryEvent = VividMed.DurableTask.Protocol.HistoryEvent;

namespace VividMed.DurableTask;

/// <summary>
/// The history of one execution, as a hub has recorded it. Its text form has one event a line, each in protobuf's JSON
/// mapping, so that a change of a checked-in history reads well in a diff.
/// </summary>
public sealed class RecordedHistory
{
    internal RecordedHistory(List<HistoryEvent> events)
    {
        ExecutionStartedEvent start = events.Find(recorded => recorded.ExecutionStarted is not null)?.ExecutionStarted
            ?? throw new FormatException("The history has no ExecutionStarted event.");
        Events = events;
        Name = start.Name;
        InstanceId = start.OrchestrationInstance?.InstanceId ?? string.Empty;
    }

    /// <summary>The orchestrator that the history belongs to.</summary>
    public TaskName Name { get; }

    public string InstanceId { get; }

    /// <summary>The number of events.</summary>
    public int Count => Events.Count;

    internal IReadOnlyList<HistoryEvent> Events { get; }

    /// <summary>Asks a hub for the history of an instance, finished or not.</summary>
    /// <param name="client">A client that <c>AddDurableTaskClient</c> made.</param>
    /// <exception cref="OrchestrationNotFoundException">There is no such instance.</exception>
    /// <exception cref="NotSupportedException">The client is of another make.</exception>
    public static async Task<RecordedHistory> FetchAsync(DurableTaskClient client, string instanceId, CancellationToken cancellation = default) =>
        client is GrpcDurableTaskClient hub
            ? new(await hub.ReadHistoryAsync(instanceId, cancellation))
            : throw new NotSupportedException($"Histories are recorded through the project's own client, not through {client?.GetType()}.");

    /// <summary>Reads what <see cref="Write"/> has written.</summary>
    /// <exception cref="FormatException">A line is not an event, or there is no first event; the message names the line.</exception>
    public static RecordedHistory Read(TextReader text)
    {
        ArgumentNullException.ThrowIfNull(text);
        List<HistoryEvent> events = [];
        for (int line = 1; text.ReadLine() is { } json; line++)
        {
            try
            {
                events.Add(JsonParser.Default.Parse<HistoryEvent>(json));
            }
            catch (IOException error)
            {
                throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"Line {line} is not a history event."), error);
            }
        }

        return new(events);
    }

    public void Write(TextWriter text)
    {
        ArgumentNullException.ThrowIfNull(text);
        foreach (HistoryEvent recorded in Events)
        {
            text.Write(JsonFormatter.Default.Format(recorded));
            text.Write('\n');
        }
    }
}
