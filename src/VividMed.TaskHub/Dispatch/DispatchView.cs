namespace VividMed.TaskHub.Dispatch;

/// <summary>A dispatcher at one moment, for people: its workers, longest connected first, and its queues by name.</summary>
internal sealed record DispatchView(IReadOnlyList<WorkerView> Workers, IReadOnlyList<QueueView> Queues)
{
    public static DispatchView Of(IEnumerable<WorkerStream> streams, ReadyWork ready, IReadOnlyCollection<Lease> leases)
    {
        var waiting = ready.ByKind.SelectMany(static units => units);
        var queues = waiting.Select(static unit => (Unit: unit, IsReady: true))
            .Concat(leases.Select(static lease => (lease.Unit, IsReady: false)))
            .GroupBy(static work => (work.Unit.IsActivity, work.Unit.Kind.Name))
            .OrderBy(static group => group.Key.IsActivity)
            .ThenBy(static group => group.Key.Name, StringComparer.Ordinal)
            .Select(static group => new QueueView(
                group.Key.Name,
                group.Key.IsActivity,
                group.Count(static work => work.IsReady),
                group.Count(static work => !work.IsReady),
                group.Where(static work => work.IsReady).Min(static work => (DateTimeOffset?)work.Unit.ReadyAt)));
        return new([.. streams.OrderBy(static stream => stream.Connected).Select(ViewOf)], [.. queues]);
    }

    private static WorkerView ViewOf(WorkerStream stream) => new(
        [.. stream.Orchestrations.Names],
        [.. stream.Activities.Names],
        stream.OrchestrationLimit,
        stream.ActivityLimit,
        stream.Connected,
        [.. stream.Leases.OrderBy(static lease => lease.Since).Select(static lease => new HeldView(lease.Unit.Kind.Name, lease.Unit.InstanceId, lease.Unit.IsActivity, lease.Since))]);
}

/// <summary>A connected worker: the names that it takes (none: any), how much at a time, and what it holds.</summary>
internal sealed record WorkerView(
    IReadOnlyList<string> Orchestrations, IReadOnlyList<string> Activities, int OrchestrationLimit, int ActivityLimit, DateTimeOffset Connected,
    IReadOnlyList<HeldView> Held);

/// <summary>Work in a worker's hands, and since when.</summary>
internal sealed record HeldView(string Name, string InstanceId, bool IsActivity, DateTimeOffset Since);

/// <summary>Work of one name: how much is ready, how much handed out, and since when the longest waiting one is ready.</summary>
internal sealed record QueueView(string Name, bool IsActivity, int Ready, int InFlight, DateTimeOffset? Since);
