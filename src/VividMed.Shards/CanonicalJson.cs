using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace VividMed.Shards;

/// <summary>JSON whose bytes depend on the value alone: declared property order, camel case, two spaces, LF, a final newline.</summary>
internal static class CanonicalJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.Never,
        MaxDepth = 16,
    };

    public static byte[] Write<T>(T value) => [.. JsonSerializer.SerializeToUtf8Bytes(value, Options), (byte)'\n'];

    /// <summary>A map in the order of its keys, for values that were collected in any.</summary>
    public static SortedDictionary<string, T> Sorted<T>(IReadOnlyDictionary<string, T> items) =>
        new(new Dictionary<string, T>(items, StringComparer.Ordinal), StringComparer.Ordinal);

    /// <summary>The value, or a <see cref="ShardException"/> of the given code.</summary>
    public static T Read<T>(ReadOnlySpan<byte> json, string code, string what)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(json, Options) ?? throw new ShardException(code, $"{what} is null.");
        }
        catch (JsonException malformed)
        {
            throw new ShardException(code, $"{what} is not the JSON that the schema asks for (line {malformed.LineNumber + 1}).");
        }
    }
}
