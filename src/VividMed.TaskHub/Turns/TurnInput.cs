using Microsoft.DurableTask.Protobuf;

namespace VividMed.TaskHub;

/// <summary>What one turn of an orchestration starts from.</summary>
/// <param name="LastMessage">Store id of the last inbox message that the new events came from.</param>
/// <param name="ReadAt">Messages that were visible at this moment were read.</param>
/// <param name="Bytes">Serialized size of the new events.</param>
/// <param name="HasMore">The inbox holds further messages that did not fit into this turn.</param>
internal sealed record TurnInput(InstanceRow Instance, long LastMessage, DateTimeOffset ReadAt, IReadOnlyList<HistoryEvent> NewEvents, long Bytes, bool HasMore);
