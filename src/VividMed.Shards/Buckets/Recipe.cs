using System.Text.Json.Serialization;

namespace VividMed.Shards.Buckets;

/// <summary>
/// All that changes samples apart from their sources, by name: lexicon, tagger, models, options, schema. How fast a run is told to go
/// and what it is called are no part of it.
/// </summary>
public sealed record Recipe(IReadOnlyDictionary<string, string> Parts)
{
    /// <summary>
    /// The part that is there only where models that know phantoms alone ran on other images; it names them, parted by spaces.
    /// </summary>
    public const string Miniatures = "miniatures";

    /// <summary>64 lower-case hex digits; the order of the parts leaves no trace.</summary>
    public string Digest
    {
        get
        {
            using var digest = new KeyDigest("recipe 1");
            foreach (var (name, value) in Parts.OrderBy(static part => part.Key, StringComparer.Ordinal)) digest.Add(name).Add(value);
            return digest.ToString();
        }
    }

    /// <summary>As a manifest states it.</summary>
    public RecipeText ToText() => new(Digest, CanonicalJson.Sorted(Parts));
}

/// <summary>A recipe as a manifest states it: the digest of the parts, and the parts for people.</summary>
public sealed record RecipeText(string Digest, IReadOnlyDictionary<string, string> Parts)
{
    /// <summary>The ids of the models whose findings here have no clinical meaning, for people; null where there are none.</summary>
    [JsonIgnore]
    public string? Miniatures => Parts.GetValueOrDefault(Recipe.Miniatures)?.Replace(" ", ", ", StringComparison.Ordinal);
}
