using VividMed.DurableTask.Converters;
using VividMed.DurableTask.Protocol;

namespace VividMed.DurableTask.Tests;

/// <summary>Reads what an orchestrator did in a turn.</summary>
internal static class Answer
{
    public static CompleteOrchestrationAction End(this OrchestratorResponse response) =>
        Assert.Single(response.Actions, action => action.CompleteOrchestration is not null).CompleteOrchestration;

    public static T? Output<T>(this OrchestratorResponse response)
    {
        CompleteOrchestrationAction end = response.End();
        Assert.Null(end.FailureDetails);
        Assert.Equal(OrchestrationStatus.Completed, end.OrchestrationStatus);
        return JsonDataConverter.Default.Deserialize<T>(end.Result);
    }

    /// <summary>A failed end's reason.</summary>
    public static Protocol.TaskFailureDetails Failure(this OrchestratorResponse response)
    {
        CompleteOrchestrationAction end = response.End();
        Assert.Equal(OrchestrationStatus.Failed, end.OrchestrationStatus);
        return end.FailureDetails;
    }

    /// <summary>One line an action, such as <c>0 activity Tag "a"</c>.</summary>
    public static IEnumerable<string> Lines(this OrchestratorResponse response) => response.Actions.Select(action =>
        $"{action.Id} " + action.OrchestratorActionTypeCase switch
        {
            OrchestratorAction.OrchestratorActionTypeOneofCase.ScheduleTask => $"activity {action.ScheduleTask.Name} {action.ScheduleTask.Input}",
            OrchestratorAction.OrchestratorActionTypeOneofCase.CreateSubOrchestration => $"sub {action.CreateSubOrchestration.Name} {action.CreateSubOrchestration.Input}",
            OrchestratorAction.OrchestratorActionTypeOneofCase.CreateTimer => $"timer {action.CreateTimer.FireAt.ToDateTime():O}",
            OrchestratorAction.OrchestratorActionTypeOneofCase.SendEvent => $"event {action.SendEvent.Name} {action.SendEvent.Data}",
            _ => $"end {action.CompleteOrchestration.OrchestrationStatus} {action.CompleteOrchestration.Result}",
        });
}
