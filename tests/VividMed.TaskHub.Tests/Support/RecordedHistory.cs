using Google.Protobuf;
using Grpc.Core;
#pragma warning disable IDE0005 // the workflows' tests compile this file too, where it is a global using
using Microsoft.DurableTask;
#pragma warning restore IDE0005
using Microsoft.DurableTask.Protobuf;
using Microsoft.DurableTask.Worker.Grpc;

namespace VividMed.TaskHub.Tests.Support;

/// <summary>
/// The history of one execution as a hub has recorded it. Its text form has one event a line, each in protobuf's JSON mapping, so
/// that a change of a checked-in history reads well in a diff.
/// </summary>
internal sealed class RecordedHistory
{
    private RecordedHistory(List<HistoryEvent> events)
    {
        Events = events;
        var start = events.First(recorded => recorded.ExecutionStarted is not null).ExecutionStarted;
        (Orchestrator, InstanceId) = (start.Name, start.OrchestrationInstance.InstanceId);
    }

    /// <summary>The name of the orchestrator that the history belongs to.</summary>
    public string Orchestrator { get; }

    public string InstanceId { get; }

    public IReadOnlyList<HistoryEvent> Events { get; }

    public static async Task<RecordedHistory> FetchAsync(CallInvoker hub, string instanceId, CancellationToken cancellationToken)
    {
        using var call = new TaskHubSidecarService.TaskHubSidecarServiceClient(hub).StreamInstanceHistory(new() { InstanceId = instanceId }, cancellationToken: cancellationToken);
        var events = new List<HistoryEvent>();
        await foreach (var chunk in call.ResponseStream.ReadAllAsync(cancellationToken)) events.AddRange(chunk.Events);
        return new(events);
    }

    public static RecordedHistory Read(IEnumerable<string> lines) => new([.. lines.Select(JsonParser.Default.Parse<HistoryEvent>)]);

    public static RecordedHistory ReadFile(string path) => Read(File.ReadLines(path));

    public override string ToString() => string.Concat(Events.Select(recorded => JsonFormatter.Default.Format(recorded) + "\n"));

    /// <summary>How today's code ends the execution. Everything before the last turn is replayed; no activity is called.</summary>
    public CompleteOrchestrationAction Replay(ITaskOrchestrator orchestrator) => Replay(request => GrpcOrchestrationRunner.LoadAndRun(request, orchestrator));

    /// <inheritdoc cref="Replay(ITaskOrchestrator)"/>
    public CompleteOrchestrationAction Replay<TInput, TOutput>(Func<TaskOrchestrationContext, TInput?, Task<TOutput?>> orchestrator) =>
        Replay(request => GrpcOrchestrationRunner.LoadAndRun(request, orchestrator));

    private CompleteOrchestrationAction Replay(Func<string, string> run)
    {
        var lastTurn = Events.Index().Last(recorded => recorded.Item.OrchestratorStarted is not null).Index;
        var request = new OrchestratorRequest { InstanceId = InstanceId };
        request.PastEvents.AddRange(Events.Take(lastTurn));
        request.NewEvents.AddRange(Events.Skip(lastTurn).Where(IsOfInbox));
        var response = OrchestratorResponse.Parser.ParseFrom(Convert.FromBase64String(run(Convert.ToBase64String(request.ToByteArray()))));
        return response.Actions.Single(action => action.CompleteOrchestration is not null).CompleteOrchestration;
    }

    /// <summary>What a turn is given; the rest of its events is what it decided.</summary>
    private static bool IsOfInbox(HistoryEvent recorded) => recorded.EventTypeCase is not
        (HistoryEvent.EventTypeOneofCase.TaskScheduled or HistoryEvent.EventTypeOneofCase.TimerCreated or HistoryEvent.EventTypeOneofCase.SubOrchestrationInstanceCreated
        or HistoryEvent.EventTypeOneofCase.EventSent or HistoryEvent.EventTypeOneofCase.ExecutionCompleted or HistoryEvent.EventTypeOneofCase.OrchestratorCompleted);
}
