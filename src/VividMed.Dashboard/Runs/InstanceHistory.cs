using DurableTask.Core.History;

namespace VividMed.Dashboard.Runs;

/// <summary>The history of an instance that somebody looks at: read again only when the instance has moved on.</summary>
internal sealed class InstanceHistory(DurableTaskClient client)
{
    private (string Id, DateTimeOffset Updated)? _of;

    public IReadOnlyList<HistoryEntry> Entries { get; private set; } = [];

    public IReadOnlyList<TimeSpanBar> Bars { get; private set; } = [];

    public async Task ReadAsync(OrchestrationMetadata instance, CancellationToken cancellationToken)
    {
        if (_of == (instance.InstanceId, instance.LastUpdatedAt)) return;
        var events = await client.GetOrchestrationHistoryAsync(instance.InstanceId, cancellationToken);
        IReadOnlyList<HistoryEvent> history = [.. events];
        (Entries, Bars) = (HistoryEntry.From(history), TimeSpanBar.Of(history));
        _of = (instance.InstanceId, instance.LastUpdatedAt);
    }
}
