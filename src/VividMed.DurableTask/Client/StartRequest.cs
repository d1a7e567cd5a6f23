using Google.Protobuf.WellKnownTypes;
using VividMed.DurableTask.Protocol;

namespace VividMed.DurableTask.Client;

internal static class StartRequest
{
    /// <summary>The wire request for a new instance. Its id is made here when the caller has none, so that a repeat is recognised.</summary>
    /// <exception cref="ArgumentException">A dedupe status is none of <see cref="OrchestrationRuntimeStatus"/>.</exception>
    public static CreateInstanceRequest Create(TaskName name, string? input, StartOrchestrationOptions? options, string defaultVersion)
    {
        ArgumentException.ThrowIfNullOrEmpty(name.Name, nameof(name));
        string? version = options?.Version is { } chosen ? chosen.Version : defaultVersion;
        CreateInstanceRequest request = new()
        {
            Name = name.Name,
            InstanceId = options?.InstanceId ?? Guid.NewGuid().ToString("N"),
            Input = input,
            Version = string.IsNullOrEmpty(version) ? null : version,
            ScheduledStartTimestamp = (options?.StartAt).ToWire(),
            RequestTime = Timestamp.FromDateTimeOffset(TimeProvider.System.GetUtcNow()),
            OrchestrationIdReusePolicy = options?.DedupeStatuses is { } dedupe ? ReusePolicy(dedupe) : null,
        };
        foreach ((string key, string value) in options?.Tags ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            request.Tags.Add(key, value);
        }

        return request;
    }

    /// <summary>The wire names what may be replaced: every status that is not protected.</summary>
    private static OrchestrationIdReusePolicy ReusePolicy(IReadOnlyList<string> dedupeStatuses)
    {
        HashSet<OrchestrationRuntimeStatus> kept = [.. dedupeStatuses.Select(status => System.Enum.Parse<OrchestrationRuntimeStatus>(status, ignoreCase: true))];
        OrchestrationIdReusePolicy policy = new();
        policy.ReplaceableStatus.AddRange(Replaceable.Where(status => !kept.Contains(status)).Select(status => status.ToWire()));
        return policy;
    }

    private static OrchestrationRuntimeStatus[] Replaceable =>
    [
        OrchestrationRuntimeStatus.Pending,
        OrchestrationRuntimeStatus.Running,
        OrchestrationRuntimeStatus.Suspended,
        OrchestrationRuntimeStatus.Completed,
        OrchestrationRuntimeStatus.Failed,
        OrchestrationRuntimeStatus.Terminated,
        OrchestrationRuntimeStatus.Canceled,
    ];
}
