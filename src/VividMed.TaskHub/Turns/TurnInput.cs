using VividMed.DurableTask.Protocol;

namespace VividMed.TaskHub;

/// <summary>What one turn of an orchestration starts from.</summary>
/// <param name="Messages">Store ids of the inbox messages that the new events came from.</param>
/// <param name="HasMore">The inbox holds further messages that did not fit into this turn.</param>
internal sealed record TurnInput(InstanceRow Instance, IReadOnlyList<long> Messages, IReadOnlyList<HistoryEvent> NewEvents, bool HasMore);
