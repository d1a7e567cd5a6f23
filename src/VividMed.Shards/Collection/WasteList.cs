using VividMed.Storage.Stores;

namespace VividMed.Shards.Collection;

/// <summary>
/// The waste that a search has found. Nothing that is younger than a day comes in, whoever names it or not: it may belong to work that is
/// going on.
/// </summary>
internal sealed class WasteList(DateTimeOffset now)
{
    /// <summary>What was written since this long is spared.</summary>
    public static readonly TimeSpan Young = TimeSpan.FromHours(24);

    private readonly List<Waste> _found = [];
    private readonly Dictionary<WasteKind, int> _spared = [];

    /// <summary>In the order in which it is to go.</summary>
    public IEnumerable<Waste> Found =>
        _found.OrderBy(static waste => waste.Kind).ThenBy(static waste => waste.Entry.Name, StringComparer.Ordinal);

    /// <summary>How many files of a kind nobody names and are too young to go.</summary>
    public int SparedOf(WasteKind kind) => _spared.GetValueOrDefault(kind);

    public bool IsYoung(BlobEntry entry) => IsYounger(entry.Written, Young);

    public bool IsYounger(DateTimeOffset written, TimeSpan age) => now - written < age;

    public void Add(WasteKind kind, BlobEntry entry)
    {
        if (IsYoung(entry)) Spare(kind);
        else _found.Add(new Waste(kind, entry));
    }

    public void Spare(WasteKind kind, int files = 1) => _spared[kind] = SparedOf(kind) + files;

    /// <summary>All of them, except the young.</summary>
    public async Task AddAllAsync(WasteKind kind, IAsyncEnumerable<BlobEntry> entries, CancellationToken cancellationToken)
    {
        await foreach (var entry in entries.WithCancellation(cancellationToken)) Add(kind, entry);
    }
}
