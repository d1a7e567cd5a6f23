using VividMed.Exports.Families;
using VividMed.Exports.Output;
using VividMed.Exports.Planning;
using VividMed.Shards.Archives;

namespace VividMed.Exports.Running;

/// <summary>Deals samples into groups of a fixed number, stratum by stratum, in the order in which they come.</summary>
internal sealed class GroupDealer(ExportFamily family, ExportFolder folder, ExportJournal journal, int samplesPerGroup) : IAsyncDisposable
{
    private readonly Dictionary<string, long> _dealt = new(StringComparer.Ordinal);
    private readonly Dictionary<string, GroupWriter> _open = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, FinishedGroup> _finished = new(StringComparer.Ordinal);

    /// <summary>How many have come.</summary>
    public long Samples { get; private set; }

    /// <summary>Whether the next sample belongs to a group that is not done.</summary>
    public bool Wants(ExportSample sample) => journal.Find(GroupOf(sample)) is null;

    public async Task AddAsync(ExportSample sample, StoredSample stored, CancellationToken cancellationToken)
    {
        var (stratum, group) = (family.StratumOf(sample), GroupOf(sample));
        var isLast = (_dealt[stratum] = _dealt.GetValueOrDefault(stratum) + 1) % samplesPerGroup == 0;
        var ordinal = Samples++;
        if (journal.Find(group) is { } files)
        {
            _finished[group] = new(group, stratum, files);
            return;
        }

        if (!_open.TryGetValue(stratum, out var writer)) _open[stratum] = writer = family.Open(folder, group);
        await writer.AddAsync(sample, ordinal, new SamplePictures(stored, family.Pictures), cancellationToken);
        if (isLast) await FinishAsync(stratum, group, cancellationToken);
    }

    /// <summary>Ends the groups that are not full.</summary>
    public async Task<List<FinishedGroup>> FinishAsync(CancellationToken cancellationToken)
    {
        foreach (var stratum in _open.Keys.ToList()) await FinishAsync(stratum, NameOf(stratum, _dealt[stratum] - 1), cancellationToken);
        return [.. _finished.Values];
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var writer in _open.Values) await writer.DisposeAsync();
        _open.Clear();
    }

    private async Task FinishAsync(string stratum, string group, CancellationToken cancellationToken)
    {
        await using var writer = _open[stratum];
        var files = await writer.FinishAsync(cancellationToken);
        await journal.AddAsync(group, files, cancellationToken);
        _finished[group] = new(group, stratum, files);
        _open.Remove(stratum);
    }

    private string GroupOf(ExportSample sample) => family.StratumOf(sample) is var stratum ? NameOf(stratum, _dealt.GetValueOrDefault(stratum)) : "";

    private string NameOf(string stratum, long ordinal) => $"{stratum}-{ordinal / samplesPerGroup:D5}";
}
