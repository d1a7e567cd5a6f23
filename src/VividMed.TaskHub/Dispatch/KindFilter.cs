using Microsoft.DurableTask.Protobuf;

namespace VividMed.TaskHub.Dispatch;

/// <summary>The names (each with versions; none means any) of one kind of work that a worker takes.</summary>
internal sealed class KindFilter
{
    private readonly Dictionary<string, HashSet<string>>? _versions;
    private readonly bool _takesUnversioned;

    private KindFilter(IEnumerable<(string Name, IEnumerable<string> Versions)>? kinds, bool takesUnversioned)
    {
        _takesUnversioned = takesUnversioned;
        _versions = kinds?.GroupBy(kind => kind.Name, StringComparer.OrdinalIgnoreCase).ToDictionary(
            group => group.Key,
            group => group.Any(kind => !kind.Versions.Any())
                ? []
                : group.SelectMany(kind => kind.Versions).ToHashSet(StringComparer.OrdinalIgnoreCase),
            StringComparer.OrdinalIgnoreCase);
    }

    public static KindFilter Everything { get; } = new(null, takesUnversioned: true);

    public static KindFilter Orchestrations(WorkItemFilters? filters) =>
        NamesNothing(filters)
            ? Everything
            : new(filters!.Orchestrations.Select(filter => (filter.Name, filter.Versions.AsEnumerable())), takesUnversioned: false);

    /// <summary>
    /// Not every SDK hands an orchestration's version on to its activities: one that comes without goes to whoever knows its name.
    /// </summary>
    public static KindFilter Activities(WorkItemFilters? filters) =>
        NamesNothing(filters)
            ? Everything
            : new(filters!.Activities.Select(filter => (filter.Name, filter.Versions.AsEnumerable())), takesUnversioned: true);

    /// <summary>The names; none where any does.</summary>
    public IEnumerable<string> Names => _versions is null ? [] : _versions.Keys.Order(StringComparer.Ordinal);

    public bool Accepts(TaskKind kind)
    {
        if (_versions is null) return true;
        if (!_versions.TryGetValue(kind.Name, out var versions)) return false;
        return versions.Count == 0 || versions.Contains(kind.Version) || (_takesUnversioned && kind.Version is "");
    }

    /// <summary>Workers that are not asked to filter send filters all the same, with nothing in them.</summary>
    private static bool NamesNothing(WorkItemFilters? filters) =>
        filters is null or { Orchestrations.Count: 0, Activities.Count: 0, Entities.Count: 0 };
}

/// <summary>
/// What a worker must know to process a work item: an orchestration's or activity's name and version, which match in any case.
/// </summary>
internal readonly record struct TaskKind(string Name, string Version)
{
    public static TaskKind Of(string name, string? version) => new(name, version ?? "");

    public bool Equals(TaskKind other) =>
        Name.Equals(other.Name, StringComparison.OrdinalIgnoreCase) && Version.Equals(other.Version, StringComparison.OrdinalIgnoreCase);

    public override int GetHashCode() => Name.GetHashCode(StringComparison.OrdinalIgnoreCase);
}
