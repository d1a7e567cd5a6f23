namespace VividMed.TaskHub;

/// <summary>What a worker must know to process a work item: an orchestration's or activity's name and version, which match in any case.</summary>
internal readonly record struct TaskKind(string Name, string Version)
{
    public static TaskKind Of(string name, string? version) => new(name, version ?? "");

    public bool Equals(TaskKind other) =>
        Name.Equals(other.Name, StringComparison.OrdinalIgnoreCase) && Version.Equals(other.Version, StringComparison.OrdinalIgnoreCase);

    public override int GetHashCode() => Name.GetHashCode(StringComparison.OrdinalIgnoreCase);
}
