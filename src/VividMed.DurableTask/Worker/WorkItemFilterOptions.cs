namespace VividMed.DurableTask.Worker;

internal sealed class WorkItemFilterOptions
{
    public bool Enabled { get; set; }

    /// <summary>The caller's own filters; null derives them from the registry.</summary>
    public DurableTaskWorkerWorkItemFilters? Explicit { get; set; }

    public DurableTaskWorkerWorkItemFilters? Resolve(DurableTaskRegistry registry)
    {
        Explicit?.RequireRegistered(registry);
        return Enabled ? Explicit ?? DurableTaskWorkerWorkItemFilters.From(registry) : null;
    }
}
