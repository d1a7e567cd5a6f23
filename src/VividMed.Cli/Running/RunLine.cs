using System.Text.Json.Serialization;
using VividMed.DurableTask.Client;
using VividMed.Workflows;

namespace VividMed.Cli;

/// <summary>A run in a list.</summary>
internal sealed record RunLine(string Run, string Status, DateTimeOffset Created, SynthesisProgress Progress)
{
    [JsonIgnore]
    public IReadOnlyList<string> Cells =>
    [
        Run, Status, $"{Created.UtcDateTime:yyyy-MM-dd HH:mm:ss}", $"{Progress.Planned}", $"{Progress.Written}", $"{Progress.Quarantined}", $"{Progress.Excluded}",
    ];

    /// <summary>The line for an instance that is a dataset run; null for partitions, trainings and whatever else the hub holds.</summary>
    public static RunLine? TryRead(OrchestrationMetadata instance) => instance.Name == nameof(SynthesizeDataset)
        ? new RunLine(
            instance.InstanceId,
            instance.RuntimeStatus.ToString().ToLowerInvariant(),
            instance.CreatedAt,
            instance.SerializedCustomStatus is null ? SynthesisProgress.None : instance.ReadCustomStatusAs<SynthesisProgress>() ?? SynthesisProgress.None)
        : null;
}
