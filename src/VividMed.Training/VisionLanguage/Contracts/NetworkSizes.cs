using System.Text.Json;
using System.Text.Json.Serialization;

namespace VividMed.Training.VisionLanguage.Contracts;

/// <summary>Sizes of networks by name, as a models folder's <c>sizes.json</c> lists them.</summary>
public static class NetworkSizes
{
    public const string FileName = "sizes.json";

    /// <summary>What is trained where nobody asks for another.</summary>
    public const string Usual = "small";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    /// <summary>The size of a name. <c>bad-sizes</c> where the file lists no sizes, <c>unknown-size</c> with the names that it has.</summary>
    /// <param name="json">The file.</param>
    /// <param name="name">Whatever its case.</param>
    /// <param name="source">What errors call the file.</param>
    public static NetworkOptions Find(ReadOnlySpan<byte> json, string name, string source)
    {
        var sizes = Parse(json, source);
        return sizes.TryGetValue(name, out var size)
            ? size
            : throw new TrainingException("unknown-size", $"{source} has no size {name}; it has {string.Join(", ", sizes.Keys)}.");
    }

    private static Dictionary<string, NetworkOptions> Parse(ReadOnlySpan<byte> json, string source)
    {
        try
        {
            return new Dictionary<string, NetworkOptions>(JsonSerializer.Deserialize<Dictionary<string, NetworkOptions>>(json, Json) ?? [], StringComparer.OrdinalIgnoreCase);
        }
        catch (JsonException problem)
        {
            throw new TrainingException("bad-sizes", $"{source} does not list networks by name: line {problem.LineNumber + 1}, {problem.Path}.", problem);
        }
    }
}
