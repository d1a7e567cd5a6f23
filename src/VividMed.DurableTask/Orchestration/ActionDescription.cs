using VividMed.DurableTask.Protocol;

namespace VividMed.DurableTask;

/// <summary>What an action does, in the same words whether it is read from the code's action or from the history.</summary>
internal static class ActionDescription
{
    public static string Of(OrchestratorAction action) => action.OrchestratorActionTypeCase switch
    {
        OrchestratorAction.OrchestratorActionTypeOneofCase.ScheduleTask => Activity(action.ScheduleTask.Name),
        OrchestratorAction.OrchestratorActionTypeOneofCase.CreateSubOrchestration => SubOrchestration(action.CreateSubOrchestration.Name),
        OrchestratorAction.OrchestratorActionTypeOneofCase.CreateTimer => Timer,
        OrchestratorAction.OrchestratorActionTypeOneofCase.SendEvent => Event(action.SendEvent.Name),
        _ => action.OrchestratorActionTypeCase.ToString(),
    };

    public static string Of(HistoryEvent recorded) => recorded.EventTypeCase switch
    {
        HistoryEvent.EventTypeOneofCase.TaskScheduled => Activity(recorded.TaskScheduled.Name),
        HistoryEvent.EventTypeOneofCase.SubOrchestrationInstanceCreated => SubOrchestration(recorded.SubOrchestrationInstanceCreated.Name),
        HistoryEvent.EventTypeOneofCase.TimerCreated => Timer,
        HistoryEvent.EventTypeOneofCase.EventSent => Event(recorded.EventSent.Name),
        _ => recorded.EventTypeCase.ToString(),
    };

    private const string Timer = "a timer";

    private static string Activity(string name) => $"activity '{name}'";

    private static string SubOrchestration(string name) => $"sub-orchestration '{name}'";

    private static string Event(string name) => $"sent event '{name}'";
}
