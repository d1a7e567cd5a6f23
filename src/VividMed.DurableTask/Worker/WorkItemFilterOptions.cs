namespace VividMed.DurableTask.Worker;

internal sealed class WorkItemFilterOptions
{
    public bool Enabled { get; set; }

    /// <summary>The caller's own filters; null derives them from the registry.</summary>
    public DurableTaskWorkerWorkItemFilters? Explicit { get; set; }

    public DurableTaskWorkerWorkItemFilters? Resolve(string worker, DurableTaskRegistry registry, DurableTaskWorkerOptions options)
    {
        Explicit?.RequireRegistered(worker, registry);
        return Enabled ? Explicit ?? DurableTaskWorkerWorkItemFilters.From(registry, options) : null;
    }
}
