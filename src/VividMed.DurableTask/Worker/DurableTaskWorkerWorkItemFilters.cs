namespace VividMed.DurableTask.Worker;

/// <summary>The names that a worker asks the hub for; it gets no other work.</summary>
public sealed class DurableTaskWorkerWorkItemFilters
{
    public IReadOnlyList<OrchestrationFilter> Orchestrations { get; set; } = [];

    public IReadOnlyList<ActivityFilter> Activities { get; set; } = [];

    /// <summary>One orchestration name; no versions means all of them.</summary>
    public readonly record struct OrchestrationFilter(string Name, IReadOnlyList<string> Versions);

    /// <summary>One activity name; no versions means all of them.</summary>
    public readonly record struct ActivityFilter(string Name, IReadOnlyList<string> Versions);

    internal static DurableTaskWorkerWorkItemFilters From(DurableTaskRegistry registry) => new()
    {
        Orchestrations = [.. registry.Orchestrators.Names.Select(name => new OrchestrationFilter(name, registry.Orchestrators.FilterVersions(name)))],
        Activities = [.. registry.Activities.Names.Select(name => new ActivityFilter(name, registry.Activities.FilterVersions(name)))],
    };

    /// <exception cref="InvalidOperationException">A name is not registered: its work would be leased and never done.</exception>
    internal void RequireRegistered(DurableTaskRegistry registry)
    {
        string[] unknown =
        [
            .. Orchestrations.Select(filter => filter.Name).Where(name => !registry.Orchestrators.Names.Contains(name)),
            .. Activities.Select(filter => filter.Name).Where(name => !registry.Activities.Names.Contains(name)),
        ];
        if (unknown.Length > 0)
        {
            throw new InvalidOperationException($"Work item filters name what is not registered: {string.Join(", ", unknown)}.");
        }
    }
}
