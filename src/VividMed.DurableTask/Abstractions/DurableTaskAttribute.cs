namespace VividMed.DurableTask;

/// <summary>Gives an orchestrator or activity class its registered name; without one the class name serves.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class DurableTaskAttribute(string? name = null) : Attribute
{
    public TaskName Name { get; } = name is null ? default : new TaskName(name);

    /// <summary>The version this class serves; null serves every version that has no class of its own.</summary>
    public string? Version { get; set; }
}
