using VividMed.Exports.Families;
using VividMed.Exports.Output;
using VividMed.Exports.Planning;
using VividMed.Shards.Archives;

namespace VividMed.Exports.Running;

/// <summary>Deals samples into groups of a fixed number, stratum by stratum, in the order in which they come.</summary>
internal sealed class GroupDealer(ExportFamily family, ExportFolder folder, ExportJournal journal, int samplesPerGroup) : IAsyncDisposable
{
    private readonly Dictionary<string, long> _dealt = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (string Group, GroupWriter Writer)> _open = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, FinishedGroup> _finished = new(StringComparer.Ordinal);

    private long _ordinal;

    /// <summary>How many have come.</summary>
    public long Samples { get; private set; }

    /// <summary>Gives the next sample its place. May run ahead of <see cref="AddAsync"/>, which takes the places in the same order.</summary>
    public Deal Next(ExportSample sample)
    {
        var stratum = family.StratumOf(sample);
        var place = _dealt.GetValueOrDefault(stratum);
        _dealt[stratum] = place + 1;
        var group = NameOf(stratum, place);
        return new(sample, stratum, group, _ordinal++, IsLast: (place + 1) % samplesPerGroup == 0, IsDone: journal.Find(group) is not null);
    }

    /// <param name="stored">With its pictures, unless its group is done.</param>
    public async Task AddAsync(Deal deal, StoredSample stored, CancellationToken cancellationToken)
    {
        Samples++;
        if (deal.IsDone)
        {
            _finished[deal.Group] = new(deal.Group, deal.Stratum, journal.Find(deal.Group)!);
            return;
        }

        if (!_open.TryGetValue(deal.Stratum, out var open)) _open[deal.Stratum] = open = (deal.Group, family.Open(folder, deal.Group));
        await open.Writer.AddAsync(deal.Sample, deal.Ordinal, new SamplePictures(stored, family.Pictures), cancellationToken);
        if (deal.IsLast) await FinishAsync(deal.Stratum, cancellationToken);
    }

    /// <summary>Ends the groups that are not full.</summary>
    public async Task<List<FinishedGroup>> FinishAsync(CancellationToken cancellationToken)
    {
        foreach (var stratum in _open.Keys.ToList()) await FinishAsync(stratum, cancellationToken);
        return [.. _finished.Values];
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var (_, writer) in _open.Values) await writer.DisposeAsync();
        _open.Clear();
    }

    private async Task FinishAsync(string stratum, CancellationToken cancellationToken)
    {
        var (group, writer) = _open[stratum];
        await using (writer)
        {
            var files = await writer.FinishAsync(cancellationToken);
            await journal.AddAsync(group, files, cancellationToken);
            _finished[group] = new(group, stratum, files);
            _open.Remove(stratum);
        }
    }

    private string NameOf(string stratum, long ordinal) => $"{stratum}-{ordinal / samplesPerGroup:D5}";
}

/// <summary>A sample's place in an export.</summary>
/// <param name="Ordinal">Its number in the export, from 0.</param>
/// <param name="IsLast">Whether its group is full with it.</param>
/// <param name="IsDone">Whether its group was finished before.</param>
internal sealed record Deal(ExportSample Sample, string Stratum, string Group, long Ordinal, bool IsLast, bool IsDone);
