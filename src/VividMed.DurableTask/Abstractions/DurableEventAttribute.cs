namespace VividMed.DurableTask;

/// <summary>Gives a class or struct its name as an external event; without one the type's name serves. Read by code generators.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, Inherited = false)]
public sealed class DurableEventAttribute(string? name = null) : Attribute
{
    public TaskName Name { get; } = name is null ? default : new TaskName(name);
}
