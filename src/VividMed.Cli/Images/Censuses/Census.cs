using VividMed.Imaging;

namespace VividMed.Cli.Images.Censuses;

/// <summary>
/// Counts files by kind as they come, from several threads. Holds a line a kind, not a file; kinds beyond a thousand are counted together.
/// </summary>
internal sealed class Census
{
    private const int MostKinds = 1000;
    private static readonly ImageKind Rest = new("other", "", "", "", 0, 0, 0, "", "more kinds than are told apart");
    private readonly Dictionary<ImageKind, CensusGroup> _groups = [];
    private readonly SortedDictionary<string, CensusFailure> _failures = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private long _files;
    private long _bytes;

    public long Files => Interlocked.Read(ref _files);

    public void Add(IImageHeader header, long bytes)
    {
        var key = header.Key();
        lock (_gate)
        {
            Count(bytes);
            if (_groups.Count >= MostKinds && !_groups.ContainsKey(key)) key = Rest;
            _groups[key] = _groups.TryGetValue(key, out var group)
                ? group.Plus(bytes, header.Size())
                : CensusGroup.First(key, bytes, header.Size());
        }
    }

    public void Add(string file, Exception failure, string message, long bytes)
    {
        var reason = failure is ImageFormatException format ? format.Code : "unreadable";
        lock (_gate)
        {
            Count(bytes);
            var known = _failures.GetValueOrDefault(reason);
            // The first by name, so that the same files give the same report whichever thread was faster.
            var first = known is null || StringComparer.Ordinal.Compare(file, known.Example) < 0;
            _failures[reason] = new(reason, (known?.Files ?? 0) + 1, first ? file : known!.Example, first ? message : known!.Message);
        }
    }

    public CensusReport Report()
    {
        lock (_gate)
        {
            var groups = _groups.Values.OrderByDescending(group => group.Files).ThenBy(
                group => group.Kind.ToString(), StringComparer.Ordinal);
            return new CensusReport(_files, _bytes, [.. groups], [.. _failures.Values]);
        }
    }

    private void Count(long bytes)
    {
        _files++;
        _bytes += bytes;
    }
}
