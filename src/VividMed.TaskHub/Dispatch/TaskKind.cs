namespace VividMed.TaskHub;

/// <summary>What a worker must know to process a work item; both parts are upper-cased, since names match in any case.</summary>
internal readonly record struct TaskKind(string Name, string Version)
{
    public static TaskKind Of(string name, string? version) => new(name.ToUpperInvariant(), version?.ToUpperInvariant() ?? "");
}
