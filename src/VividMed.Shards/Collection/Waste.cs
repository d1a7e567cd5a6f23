using VividMed.Storage.Stores;

namespace VividMed.Shards.Collection;

/// <summary>A file that nobody needs.</summary>
internal sealed record Waste(WasteKind Kind, BlobEntry Entry);

/// <summary>
/// What can be waste, in the order in which it goes: a manifest before its pages and a mark before its archives, so that whoever finds one
/// finds what it vouches for.
/// </summary>
internal enum WasteKind
{
    Versions,
    Pages,
    Marks,
    Records,
    Pictures,
    Exclusions,
    Runs,
    Pins,
    Index,
    Leftovers,
}
