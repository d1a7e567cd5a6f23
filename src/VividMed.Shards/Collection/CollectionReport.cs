using System.Text.Json;
using System.Text.Json.Serialization;

namespace VividMed.Shards.Collection;

/// <summary>What a collection has deleted, or would delete.</summary>
/// <param name="Kinds">All kinds in the order in which they go, also those of which there is nothing.</param>
/// <param name="Names">Every file, in the same order.</param>
public sealed record CollectionReport(IReadOnlyList<CollectedKind> Kinds, IReadOnlyList<string> Names)
{
    public int Files => Names.Count;

    public long Bytes => Kinds.Sum(static kind => kind.Bytes);

    /// <summary>Files that nobody names and that are too young to go.</summary>
    [JsonIgnore]
    public int Spared => Kinds.Sum(static kind => kind.Spared);

    internal static CollectionReport Of(IEnumerable<Waste> gone, WasteList search)
    {
        var files = gone.OrderBy(static waste => waste.Kind).ThenBy(static waste => waste.Entry.Name, StringComparer.Ordinal).ToList();
        var kinds = files.ToLookup(static waste => waste.Kind, static waste => waste.Entry);
        return new CollectionReport(
            [
                .. Enum.GetValues<WasteKind>().Select(kind => new CollectedKind(
                    JsonNamingPolicy.CamelCase.ConvertName(kind.ToString()), kinds[kind].Count(), kinds[kind].Sum(static file => file.Length),
                    search.SparedOf(kind))),
            ],
            [.. files.Select(static waste => waste.Entry.Name)]);
    }
}

/// <summary>The files of one kind: versions, pages, marks, records, pictures, exclusions, runs, pins, index, leftovers.</summary>
/// <param name="Spared">Files that nobody names and that are younger than a day.</param>
public sealed record CollectedKind(string Kind, int Files, long Bytes, int Spared);
