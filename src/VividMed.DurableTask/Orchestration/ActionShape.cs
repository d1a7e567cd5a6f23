using Google.Protobuf.WellKnownTypes;
using VividMed.DurableTask.Protocol;

namespace VividMed.DurableTask;

/// <summary>What makes an action the same one in every replay, whether it is read from the code's action or from the history.</summary>
/// <param name="Target">The instance that a sub-orchestration gets or an event goes to; empty when the server chose it.</param>
internal sealed record ActionShape(string Kind, string Name, string Target = "", DateTime? FireAt = null)
{
    // Servers keep times at different precisions; clock time read by orchestrator code differs by more.
    private static readonly TimeSpan s_precision = TimeSpan.FromMilliseconds(10);

    public static ActionShape Of(OrchestratorAction action) => action.OrchestratorActionTypeCase switch
    {
        OrchestratorAction.OrchestratorActionTypeOneofCase.ScheduleTask => Activity(action.ScheduleTask.Name),
        OrchestratorAction.OrchestratorActionTypeOneofCase.CreateSubOrchestration =>
            SubOrchestration(action.CreateSubOrchestration.Name, action.CreateSubOrchestration.InstanceId),
        OrchestratorAction.OrchestratorActionTypeOneofCase.CreateTimer => Timer(action.CreateTimer.FireAt),
        OrchestratorAction.OrchestratorActionTypeOneofCase.SendEvent => Event(action.SendEvent.Name, action.SendEvent.Instance?.InstanceId),
        _ => new(action.OrchestratorActionTypeCase.ToString(), ""),
    };

    public static ActionShape Of(HistoryEvent recorded) => recorded.EventTypeCase switch
    {
        HistoryEvent.EventTypeOneofCase.TaskScheduled => Activity(recorded.TaskScheduled.Name),
        HistoryEvent.EventTypeOneofCase.SubOrchestrationInstanceCreated =>
            SubOrchestration(recorded.SubOrchestrationInstanceCreated.Name, recorded.SubOrchestrationInstanceCreated.InstanceId),
        HistoryEvent.EventTypeOneofCase.TimerCreated => Timer(recorded.TimerCreated.FireAt),
        HistoryEvent.EventTypeOneofCase.EventSent => Event(recorded.EventSent.Name, recorded.EventSent.InstanceId),
        _ => new(recorded.EventTypeCase.ToString(), ""),
    };

    public bool Matches(ActionShape other) =>
        Kind == other.Kind
        && string.Equals(Name, other.Name, StringComparison.OrdinalIgnoreCase)
        && (Target.Length == 0 || other.Target.Length == 0 || Target == other.Target)
        && (FireAt is not { } due || other.FireAt is not { } otherDue || (due - otherDue).Duration() < s_precision);

    public override string ToString() => (FireAt, Name, Target) switch
    {
        ({ } due, _, _) => $"{Kind} for {due:O}",
        (_, "", _) => Kind,
        (_, _, "") => $"{Kind} '{Name}'",
        _ => $"{Kind} '{Name}' with instance '{Target}'",
    };

    private static ActionShape Activity(string name) => new("activity", name);

    private static ActionShape SubOrchestration(string name, string? target) => new("sub-orchestration", name, target ?? "");

    private static ActionShape Timer(Timestamp? fireAt) => new("a timer", "", FireAt: fireAt?.ToDateTime());

    private static ActionShape Event(string name, string? target) => new("sent event", name, target ?? "");
}
