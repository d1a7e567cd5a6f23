using System.Collections.Concurrent;
using VividMed.Exports.Families;
using VividMed.Exports.Output;
using VividMed.Exports.Planning;

namespace VividMed.Exports.Running;

/// <summary>Deals samples into groups of a fixed number, stratum by stratum, in the order in which they come.</summary>
internal sealed class GroupDealer(ExportFamily family, ExportFolder folder, ExportJournal journal, int samplesPerGroup) : IAsyncDisposable
{
    private readonly Dictionary<string, long> _dealt = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, (string Stratum, GroupWriter Writer)> _open = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, FinishedGroup> _finished = new(StringComparer.Ordinal);

    private long _ordinal;

    /// <summary>How many have come.</summary>
    public long Samples { get; private set; }

    /// <summary>How images become pictures.</summary>
    public PictureRules Pictures => family.Pictures;

    /// <summary>Gives the next sample its place. May run ahead of <see cref="AddAsync"/>, which takes the places in the same order.</summary>
    public Deal Next(ExportSample sample)
    {
        var stratum = family.StratumOf(sample);
        var place = _dealt.GetValueOrDefault(stratum);
        _dealt[stratum] = place + 1;
        var group = NameOf(stratum, place);
        var isDone = journal.Find(group) is not null;
        if (!isDone && !_open.ContainsKey(group)) _open[group] = (stratum, family.Open(folder, group));
        return new(sample, stratum, group, _ordinal++, IsLast: (place + 1) % samplesPerGroup == 0, isDone ? null : _open[group].Writer);
    }

    /// <param name="append">What the group's writer has prepared of the sample; null where the group was done before.</param>
    public async Task AddAsync(Deal deal, Func<CancellationToken, Task>? append, CancellationToken cancellationToken)
    {
        Samples++;
        if (append is null)
        {
            _finished[deal.Group] = new(deal.Group, deal.Stratum, journal.Find(deal.Group)!);
            return;
        }

        await append(cancellationToken);
        if (deal.IsLast) await FinishAsync(deal.Group, cancellationToken);
    }

    /// <summary>Ends the groups that are not full.</summary>
    public async Task<List<FinishedGroup>> FinishAsync(CancellationToken cancellationToken)
    {
        foreach (var group in _open.Keys.Order(StringComparer.Ordinal).ToList()) await FinishAsync(group, cancellationToken);
        return [.. _finished.Values];
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var (_, writer) in _open.Values) await writer.DisposeAsync();
        _open.Clear();
    }

    private async Task FinishAsync(string group, CancellationToken cancellationToken)
    {
        var (stratum, writer) = _open[group];
        await using (writer)
        {
            var files = await writer.FinishAsync(cancellationToken);
            await journal.AddAsync(group, files, cancellationToken);
            _finished[group] = new(group, stratum, files);
            _open.Remove(group, out _);
        }
    }

    private string NameOf(string stratum, long ordinal) => $"{stratum}-{ordinal / samplesPerGroup:D5}";
}

/// <summary>A sample's place in an export.</summary>
/// <param name="Ordinal">Its number in the export, from 0.</param>
/// <param name="IsLast">Whether its group is full with it.</param>
/// <param name="Writer">Null where its group was finished before.</param>
internal sealed record Deal(ExportSample Sample, string Stratum, string Group, long Ordinal, bool IsLast, GroupWriter? Writer);
