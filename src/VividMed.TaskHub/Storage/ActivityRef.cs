namespace VividMed.TaskHub;

/// <summary>As much of a waiting activity as handing it out needs.</summary>
internal sealed record ActivityRef(long Key, string InstanceId, int TaskId, string Name, string? Version);
