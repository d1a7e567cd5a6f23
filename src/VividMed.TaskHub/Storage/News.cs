namespace VividMed.TaskHub;

/// <summary>What a hub hears from the others that share its database.</summary>
/// <param name="Everything">Work has become free again: the whole backlog has to be looked at, not only what is new.</param>
/// <param name="Transitions">Ids of instances that started or ended; null when there were too many to name.</param>
internal sealed record News(bool Everything, IReadOnlyList<string>? Transitions);
