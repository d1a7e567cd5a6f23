using System.Text.Json.Serialization;
using VividMed.Workflows.Progress;
using VividMed.Workflows.Requests;

namespace VividMed.Cli.Running;

/// <summary>One run with its speed and what it said last.</summary>
internal sealed record RunDetail(
    string Run, string Status, string Dataset, string Out, SynthesisProgress Progress, double? StudiesPerSecond, double? SecondsLeft,
    IReadOnlyList<string> WaitsFor, string? Failure, IReadOnlyList<StageTime> Stages)
{
    [JsonIgnore]
    public IEnumerable<IReadOnlyList<string>> Rows =>
    [
        ["run", Run],
        ["status", Status],
        ["dataset", Dataset],
        ["output", Out],
        ["phase", Progress.Phase],
        ["planned", $"{Progress.Planned}"],
        ["tagged", $"{Progress.Tagged}"],
        ["localized", $"{Progress.Localized}"],
        ["grounded", $"{Progress.Grounded}"],
        ["written", $"{Progress.Written}"],
        ["quarantined", $"{Progress.Quarantined}"],
        ["excluded", $"{Progress.Excluded}"],
        ["model results", $"{Progress.Inference}"],
        ["images and windows run", $"{Progress.Inference.Inferences}"],
        ["partitions", $"{Progress.PartitionsDone} of {Progress.Partitions}"],
        ["studies a second", StudiesPerSecond is { } speed ? $"{speed:F2}" : "-"],
        ["time left", SecondsLeft is { } left ? TimeSpan.FromSeconds(Math.Round(left)).ToString() : "-"],
        .. Progress.Notice is { } notice ? (IReadOnlyList<string>[])[["notice", notice]] : [],
        .. WaitsFor.Select(static work => (IReadOnlyList<string>)["waits for", work]),
        ["failure", Failure ?? "-"],
    ];

    [JsonIgnore]
    public IEnumerable<IReadOnlyList<string>> StageRows => Stages.Select(static stage => (IReadOnlyList<string>)
    [
        stage.Stage, $"{stage.Activities}", $"{stage.Open}", $"{stage.Failed}", $"{stage.WallSeconds:F2} s", $"{stage.TotalSeconds:F2} s",
    ]);

    public static RunDetail From(RunSnapshot snapshot, IReadOnlyList<StageTime> stages, DateTimeOffset now)
    {
        var request = snapshot.Request;
        var running = !snapshot.Instance.IsCompleted;
        return new RunDetail(
            snapshot.Instance.InstanceId,
            snapshot.Instance.RuntimeStatus.ToString().ToLowerInvariant(),
            request.Dataset,
            request.Out,
            snapshot.Progress,
            running ? snapshot.StudiesPerSecond(now) : null,
            running ? snapshot.Remaining(now)?.TotalSeconds : null,
            [.. snapshot.Unserved.Select(static work => work.ToString())],
            RunFailure.Of(snapshot.Instance),
            stages);
    }
}
