using Microsoft.Extensions.Options;

namespace VividMed.DurableTask.Worker;

/// <summary>The names that a worker asks the hub for; it gets no other work.</summary>
public sealed class DurableTaskWorkerWorkItemFilters
{
    public IReadOnlyList<OrchestrationFilter> Orchestrations { get; set; } = [];

    public IReadOnlyList<ActivityFilter> Activities { get; set; } = [];

    /// <summary>One orchestration name; no versions means all of them.</summary>
    public readonly record struct OrchestrationFilter
    {
        public OrchestrationFilter(string name, IReadOnlyList<string>? versions)
        {
            Name = name;
            Versions = versions ?? [];
        }

        public string Name { get; init; }

        public IReadOnlyList<string> Versions { get; init; }
    }

    /// <summary>One activity name; no versions means all of them.</summary>
    public readonly record struct ActivityFilter
    {
        public ActivityFilter(string name, IReadOnlyList<string>? versions)
        {
            Name = name;
            Versions = versions ?? [];
        }

        public string Name { get; init; }

        public IReadOnlyList<string> Versions { get; init; }
    }

    /// <summary>Everything registered; a worker that is strict about its version asks for that version only.</summary>
    internal static DurableTaskWorkerWorkItemFilters From(DurableTaskRegistry registry, DurableTaskWorkerOptions options)
    {
        IReadOnlyList<string>? only = options.Versioning.MatchStrategy == DurableTaskWorkerOptions.VersionMatchStrategy.Strict ? [options.Versioning.Version] : null;
        return new()
        {
            Orchestrations = [.. registry.Orchestrators.Names.Select(name => new OrchestrationFilter(name, only ?? registry.Orchestrators.FilterVersions(name)))],
            Activities = [.. registry.Activities.Names.Select(name => new ActivityFilter(name, only ?? registry.Activities.FilterVersions(name)))],
        };
    }

    /// <exception cref="OptionsValidationException">A name is not registered: its work would be leased and never done.</exception>
    internal void RequireRegistered(string worker, DurableTaskRegistry registry)
    {
        string[] unknown =
        [
            .. Orchestrations.Select(filter => filter.Name).Where(name => !registry.Orchestrators.Names.Contains(name)),
            .. Activities.Select(filter => filter.Name).Where(name => !registry.Activities.Names.Contains(name)),
        ];
        if (unknown.Length > 0)
        {
            throw new OptionsValidationException(
                worker, typeof(DurableTaskWorkerWorkItemFilters), [$"Work item filters name what is not registered: {string.Join(", ", unknown)}."]);
        }
    }
}
