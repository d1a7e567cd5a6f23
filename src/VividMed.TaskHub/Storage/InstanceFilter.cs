using Microsoft.DurableTask.Protobuf;

namespace VividMed.TaskHub;

/// <summary>Which instances a query wants; what is null or empty does not restrict. Ranges include both ends.</summary>
internal sealed record InstanceFilter
{
    public IReadOnlyCollection<OrchestrationStatus> Statuses { get; init; } = [];

    public string? IdPrefix { get; init; }

    public DateTimeOffset? CreatedFrom { get; init; }

    public DateTimeOffset? CreatedTo { get; init; }

    public DateTimeOffset? CompletedFrom { get; init; }

    public DateTimeOffset? CompletedTo { get; init; }
}
