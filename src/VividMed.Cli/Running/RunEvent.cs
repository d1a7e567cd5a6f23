using System.Text.Json.Serialization;
using VividMed.Workflows.Progress;

namespace VividMed.Cli.Running;

/// <summary>Something that happened to a run: when, what, to which stage. Inputs and results stay in the hub, they may hold what reports say.</summary>
/// <param name="Instance">The run, or the partition or training of it.</param>
/// <param name="Of">The stage, or what else was begun or has ended.</param>
/// <param name="Seconds">How long it took, where this is its end.</param>
internal sealed record RunEvent(DateTimeOffset Time, string Instance, string Event, string Of, double? Seconds)
{
    [JsonIgnore]
    public IReadOnlyList<string> Cells =>
        [$"{Time.UtcDateTime:yyyy-MM-dd HH:mm:ss.fff}", Instance, Event, Of, Seconds is { } seconds ? $"{seconds:F2} s" : ""];

    /// <summary>From first to last; those of one moment as their orchestration had them.</summary>
    public static async Task<IReadOnlyList<RunEvent>> ReadAsync(DurableTaskClient client, string run, bool below, CancellationToken cancellationToken)
    {
        var histories = await RunInstances.HistoriesAsync(client, run, below, cancellationToken);
        return
        [
            .. histories.SelectMany(history => HistoryLine.From(history.Events).Reverse().Select(line => new RunEvent(
                    new DateTimeOffset(line.Time), history.Instance, line.Event, RunStages.Of(line.Name) ?? line.Name, line.Took?.TotalSeconds)))
                .OrderBy(static happened => happened.Time),
        ];
    }
}
