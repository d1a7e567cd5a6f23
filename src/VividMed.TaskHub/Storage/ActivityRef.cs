using Microsoft.DurableTask.Protobuf;

namespace VividMed.TaskHub;

/// <summary>As much of a waiting activity as handing it out needs.</summary>
/// <param name="Claimed">What to hand out, where the hub has claimed the activity already.</param>
internal sealed record ActivityRef(long Key, string InstanceId, int TaskId, string Name, string? Version, ActivityRequest? Claimed = null);
