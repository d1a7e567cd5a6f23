namespace VividMed.TaskHub;

/// <summary>Work of one kind that is ready and that no connected worker takes.</summary>
/// <param name="Since">Since when the longest waiting one is ready.</param>
internal sealed record UnservedKind(TaskKind Kind, bool IsActivity, int Count, DateTimeOffset Since);
