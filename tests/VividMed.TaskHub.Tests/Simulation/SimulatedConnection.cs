using Microsoft.DurableTask.Protobuf;
using VividMed.TaskHub.Dispatch;

namespace VividMed.TaskHub.Tests.Simulation;

/// <summary>A worker's stream of work items. What is on its way when it breaks never arrives.</summary>
internal sealed class SimulatedConnection(SimulatedProcess line, WorkerStream stream, Action<SimulatedHub, WorkItem> receive)
{
    public WorkerStream Stream { get; } = stream;

    public bool IsPumping { get; set; }

    public bool IsOpen => line.IsAlive;

    public void Deliver(SimulatedHub hub, WorkItem item) =>
        line.Add(item.ActivityRequest is { } activity ? $"brings {activity.OrchestrationInstance.InstanceId} #{activity.TaskId}" : $"brings a turn of {item.OrchestratorRequest.InstanceId}", () => receive(hub, item));

    public void Break() => line.Kill();
}
