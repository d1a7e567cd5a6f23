using System.Text.Json;
using System.Text.Json.Nodes;

namespace VividMed.Cli.Tests.Commands;

/// <summary>
/// Holds a value against the part of JSON Schema that the program's schemas use. An object's member that its schema does not name is a fault
/// here, though JSON Schema allows it: then something is written that nobody has described.
/// </summary>
internal sealed class SchemaMatch(JsonObject root)
{
    /// <summary>What does not fit, with its place; empty where everything does.</summary>
    public IReadOnlyList<string> Faults(JsonNode? value) => [.. Of(root, value, "$")];

    private IEnumerable<string> Of(JsonNode? rule, JsonNode? value, string at)
    {
        if (rule is JsonValue open) return open.GetValue<bool>() ? [] : [$"{at}: nothing may be here"];
        var schema = rule!.AsObject();
        if (schema["$ref"]?.GetValue<string>() is { } reference) return Of(Find(reference), value, at);
        if (schema["anyOf"] is JsonArray any)
        {
            var tries = any.Select(one => Of(one, value, at).ToList()).ToList();
            return tries.Exists(static faults => faults.Count == 0) ? [] : tries.MinBy(static faults => faults.Count)!;
        }

        if (!IsOfType(schema["type"], value)) return [$"{at}: {value?.ToJsonString() ?? "null"} is not {schema["type"]!.ToJsonString()}"];
        if (schema["enum"] is JsonArray words && !words.Any(word => JsonNode.DeepEquals(word, value))) return [$"{at}: {value?.ToJsonString()} is none of {words.ToJsonString()}"];
        return value switch
        {
            JsonObject members => Members(schema, members, at),
            JsonArray items when schema["items"] is { } item => items.SelectMany((one, i) => Of(item, one, $"{at}[{i}]")),
            _ => [],
        };
    }

    private IEnumerable<string> Members(JsonObject schema, JsonObject members, string at)
    {
        foreach (var name in (schema["required"] as JsonArray ?? []).Select(static name => name!.GetValue<string>()).Where(name => !members.ContainsKey(name))) yield return $"{at}.{name}: is missing";
        foreach (var (name, value) in members)
        {
            var rule = schema["properties"]?[name] ?? schema["additionalProperties"];
            if (rule is null)
            {
                if (schema["properties"] is not null) yield return $"{at}.{name}: is not described";
                continue;
            }

            foreach (var fault in Of(rule, value, $"{at}.{name}")) yield return fault;
        }
    }

    private JsonNode Find(string reference) => reference.TrimStart('#').Split('/', StringSplitOptions.RemoveEmptyEntries)
        .Aggregate((JsonNode)root, static (node, part) => node is JsonArray list ? list[int.Parse(part, System.Globalization.CultureInfo.InvariantCulture)]! : node[part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)]!);

    private static bool IsOfType(JsonNode? type, JsonNode? value) => type switch
    {
        null => true,
        JsonArray several => several.Any(one => IsOfType(one, value)),
        _ => type.GetValue<string>() switch
        {
            "null" => value is null,
            "object" => value is JsonObject,
            "array" => value is JsonArray,
            "string" => value?.GetValueKind() == JsonValueKind.String,
            "boolean" => value?.GetValueKind() is JsonValueKind.True or JsonValueKind.False,
            "integer" => value?.GetValueKind() == JsonValueKind.Number && value.ToJsonString().All(static sign => char.IsAsciiDigit(sign) || sign == '-'),
            _ => value?.GetValueKind() == JsonValueKind.Number,
        },
    };
}
