using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace VividMed.Reports.Wordings;

/// <summary>Reads a language file, and refuses what would be misread or never be found, each by its line.</summary>
internal static class LanguageReader
{
    private const string Schema = "vividmed.language/1";

    /// <summary>The most wordings that all patterns together may stand for: they are kept in memory.</summary>
    private const long MostWordings = 4_000_000;

    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        AllowDuplicateProperties = false,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    /// <exception cref="LanguageException">The file does not hold; the message says where and why.</exception>
    public static LanguageFile Read(ReadOnlySpan<byte> bytes)
    {
        var language = Parse(bytes);
        if (language.Schema != Schema) throw new LanguageException($"its schema is not '{Schema}'");
        CheckWordings(bytes, language.Words);
        if (language.Capitals.Keys.FirstOrDefault(static letter => letter.Length != 1) is { } letters)
        {
            throw new LanguageException($"'{letters}' under capitals is no single letter");
        }

        return language.Units.FirstOrDefault(static unit => unit.Value is not (> 0 and <= 1_000_000)) is { Key: { } unit }
            ? throw new LanguageException($"the unit '{unit}' has no length in millimeters")
            : language;
    }

    private static LanguageFile Parse(ReadOnlySpan<byte> bytes)
    {
        try
        {
            if (Missing(bytes) is { } member) throw new LanguageException($"it lacks '{member}'");
            return JsonSerializer.Deserialize<LanguageFile>(bytes, Format) ?? throw new LanguageException("it holds no object");
        }
        catch (JsonException reason)
        {
            throw new LanguageException($"line {(reason.LineNumber ?? 0) + 1} ({reason.Path}) is not what a language file has there", reason);
        }
    }

    /// <summary>The first member that is not there; the deserializer would tell it by names of the program.</summary>
    private static string? Missing(ReadOnlySpan<byte> bytes)
    {
        var reader = new Utf8JsonReader(bytes);
        var root = JsonElement.ParseValue(ref reader);
        if (root.ValueKind != JsonValueKind.Object) throw new LanguageException("it holds no object");
        return Format.GetTypeInfo(typeof(LanguageFile)).Properties.FirstOrDefault(member => !root.TryGetProperty(member.Name, out _))?.Name;
    }

    /// <summary>Every text in a list is a pattern; a null passes the deserializer there.</summary>
    private static void CheckWordings(ReadOnlySpan<byte> bytes, IReadOnlyDictionary<string, string> words)
    {
        var (wordings, depth) = (0L, 0);
        for (var reader = new Utf8JsonReader(bytes); reader.Read();)
        {
            if (reader.TokenType == JsonTokenType.StartArray) depth++;
            if (reader.TokenType == JsonTokenType.EndArray) depth--;
            if (depth == 0 || reader.TokenType is not (JsonTokenType.String or JsonTokenType.Null)) continue;
            try
            {
                wordings += Count(reader.GetString(), words);
                if (wordings > MostWordings) throw new LanguageException($"its patterns stand for more than {MostWordings} wordings");
            }
            catch (LanguageException wrong)
            {
                throw new LanguageException($"line {1 + bytes[..(int)reader.TokenStartIndex].Count((byte)'\n')}: {wrong.Message}", wrong);
            }
        }
    }

    private static long Count(string? pattern, IReadOnlyDictionary<string, string> words)
    {
        if (string.IsNullOrWhiteSpace(pattern)) throw new LanguageException("a wording is empty");
        var parts = WordingPattern.Parts(pattern, words);
        if (parts.All(static texts => texts.Any(string.IsNullOrWhiteSpace))) throw new LanguageException($"the wording '{pattern}' may be nothing at all");
        return parts.Aggregate(1L, static (product, texts) => Math.Min(MostWordings + 1, product * texts.Length));
    }
}
