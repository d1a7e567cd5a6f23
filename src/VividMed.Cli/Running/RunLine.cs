using System.Text.Json.Serialization;
using VividMed.Workflows.Progress;
using VividMed.Workflows.Requests;

namespace VividMed.Cli.Running;

/// <summary>A run in a list.</summary>
internal sealed record RunLine(string Run, string Status, DateTimeOffset Created, SynthesisProgress Progress)
{
    [JsonIgnore]
    public IReadOnlyList<string> Cells =>
    [
        Run, Status, $"{Created.UtcDateTime:yyyy-MM-dd HH:mm:ss}", $"{Progress.Planned}", $"{Progress.Written}", $"{Progress.Quarantined}",
        $"{Progress.Excluded}",
    ];

    public static RunLine From(RunSnapshot run) =>
        new(run.Instance.InstanceId, run.Instance.RuntimeStatus.ToString().ToLowerInvariant(), run.Instance.CreatedAt, run.Progress);
}
