namespace VividMed.Exports.Families;

/// <summary>What an export holds, counted before it is written: lines by task, boxes, masks and so on, by name.</summary>
internal sealed class ExportCounts
{
    public SortedDictionary<string, long> ByName { get; } = new(StringComparer.Ordinal);

    public void Add(string name, long count = 1) => ByName[name] = ByName.GetValueOrDefault(name) + count;
}
