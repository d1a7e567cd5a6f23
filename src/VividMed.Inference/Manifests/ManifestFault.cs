using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace VividMed.Inference.Manifests;

/// <summary>Says what is wrong in a manifest by the member, the author's own words and what may stand there, as the schema has it.</summary>
internal static partial class ManifestFault
{
    private const int LongestQuote = 60;
    private static readonly JsonNode Schema = JsonNode.Parse(ManifestSchema.Text)!;

    public static string Explain(byte[] bytes, JsonException error)
    {
        var steps = Steps().Matches(error.Path ?? "").Select(static step => step.Groups["name"].Value).ToList();
        try
        {
            return Explain(JsonNode.Parse(bytes), steps, error);
        }
        catch (JsonException syntax)
        {
            return syntax.Message;
        }
    }

    private static string Explain(JsonNode? document, List<string> steps, JsonException error)
    {
        if (Unknown().Match(error.Message) is { Success: true, Groups: var unknown })
        {
            var name = unknown["name"].Value;
            if (steps is [.., var last] && last == name) steps = steps[..^1];
            return $"{Place(steps)} has the member '{name}', which is not known; the members are {Members(Find(document, steps).Schema)}";
        }

        var (value, schema) = Find(document, steps);
        if (Missing().Match(error.Message) is { Success: true, Groups: var missing }) return $"{Place(steps)} misses {missing["names"].Value}";
        if (error.Message.Contains("discriminator", StringComparison.Ordinal))
        {
            return $"{Place(steps)} has the step {Quote(value is JsonObject step ? step["step"] : value)}; the steps are {Kinds(schema)}";
        }

        if (schema?["enum"] is JsonArray allowed) return $"{Place(steps)} is {Quote(value)}; it may be {string.Join(", ", allowed.Where(static word => word is not null))}";
        return schema?["type"] is { } type
            ? $"{Place(steps)} is {Quote(value)}; it takes {string.Join(" or ", type is JsonArray types ? types.Select(static one => $"{one}") : [$"{type}"])}"
            : error.Message;
    }

    /// <summary>What stands at a path, and what the schema has for it; null where it says nothing.</summary>
    private static (JsonNode? Value, JsonNode? Schema) Find(JsonNode? value, List<string> steps)
    {
        var schema = Schema;
        foreach (var step in steps)
        {
            schema = Resolved(schema);
            if (int.TryParse(step, out var index) && value is JsonArray list)
            {
                value = index < list.Count ? list[index] : null;
                schema = Chosen(Resolved(schema?["items"]), value);
            }
            else
            {
                value = (value as JsonObject)?[step];
                schema = schema?["properties"]?[step] ?? schema?["additionalProperties"] as JsonObject;
            }
        }

        return (value, Resolved(schema));
    }

    /// <summary>The schema writes a type that comes again as a reference to its first place.</summary>
    private static JsonNode? Resolved(JsonNode? schema)
    {
        if ((string?)schema?["$ref"] is not { } reference) return schema;
        var found = Schema;
        foreach (var part in reference.TrimStart('#').Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            found = found is JsonArray list ? list[int.Parse(part)]! : found?[part]!;
        }

        return found;
    }

    /// <summary>Of a step's alternatives the one that it names.</summary>
    private static JsonNode? Chosen(JsonNode? schema, JsonNode? value) => schema?["anyOf"] is JsonArray kinds && value is JsonObject step
        ? kinds.FirstOrDefault(kind => (string?)kind?["properties"]?["step"]?["const"] == $"{step["step"]}") ?? schema
        : schema;

    private static string Members(JsonNode? schema) =>
        schema?["properties"] is JsonObject members ? string.Join(", ", members.Select(static member => member.Key)) : "in the schema";

    private static string Kinds(JsonNode? schema) =>
        schema?["anyOf"] is JsonArray kinds ? string.Join(", ", kinds.Select(static kind => kind?["properties"]?["step"]?["const"])) : "in the schema";

    private static string Place(List<string> steps) => steps.Count == 0
        ? "the manifest"
        : string.Concat(steps.Select((step, i) => int.TryParse(step, out _) ? $"[{step}]" : i == 0 ? step : $".{step}"));

    private static string Quote(JsonNode? value)
    {
        var text = value?.ToJsonString(ManifestJson.Options) ?? "null";
        text = text.ReplaceLineEndings(" ").Replace('"', '\'');
        return text.Length > LongestQuote ? text[..LongestQuote] + "..." : text;
    }

    [GeneratedRegex(@"\.(?<name>[^.\[\]]+)|\['(?<name>[^']*)'\]|\[(?<name>\d+)\]", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Steps();

    [GeneratedRegex("property '(?<name>[^']*)' could not be mapped", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Unknown();

    [GeneratedRegex(@"missing required properties including: (?<names>.*?)\.?$", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Missing();
}
