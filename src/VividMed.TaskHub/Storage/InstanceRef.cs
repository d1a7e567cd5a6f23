namespace VividMed.TaskHub;

/// <summary>As much of an instance as handing out its turns needs.</summary>
internal sealed record InstanceRef(long Key, string Id, string Name, string? Version);
