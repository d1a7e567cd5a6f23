using VividMed.Shards.Buckets;

namespace VividMed.Shards.Collection;

/// <summary>
/// What a run relies on before a version names it: the buckets that stood when it was planned, whatever is made by its recipe, and its
/// list of excluded studies. Kept as <c>pins/{run}.json</c> and spared by the collection while the run is alive.
/// </summary>
/// <param name="Keys">Buckets as <c>split/key</c>.</param>
/// <param name="Excluded">The list's name in the store; null where there is none.</param>
public sealed record Pin(string Run, string Recipe, IReadOnlyList<string> Keys, string? Excluded = null)
{
    /// <summary>A bucket as pins name it.</summary>
    public static string KeyOf(string split, string key) => $"{split}/{key}";

    /// <summary>The names of the marks that it keeps.</summary>
    internal IEnumerable<string> Marks => Keys.Select(static key => key.Split('/') is [var split, var name] ? BucketStore.NameOf(split, name) : key);
}
