using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;
using VividMed.Cli.Output;

namespace VividMed.Cli.Commands;

/// <summary>What one command writes: a record, one of several, or such a one a line.</summary>
internal sealed record OutputShape(params IReadOnlyList<Type> Types)
{
    private static readonly JsonSchemaExporterOptions AsWritten = new() { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = AllowNull };

    /// <summary>Whether each line of the output is such a value; else the whole of it is one.</summary>
    public bool IsLines { get; init; }

    /// <summary>Members that are written beside those of the record.</summary>
    public SortedDictionary<string, Type> More { get; init; } = [];

    /// <summary>Members that may be written beside them.</summary>
    public SortedDictionary<string, Type> Optional { get; init; } = [];

    /// <summary>How it is written, where not as everything else.</summary>
    public JsonSerializerOptions Format { get; init; } = JsonOutput.Format;

    public JsonObject ToSchema(string name)
    {
        var schema = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = name == OutputSchemas.Error ? "A failure on stderr" : $"vividmed {name} --output json",
        };
        if (IsLines) schema["description"] = "Each line of the output is one such value.";
        if (Types.Count > 1)
        {
            schema["anyOf"] = new JsonArray([.. Types.Select(Describe)]);
            return schema;
        }

        foreach (var (key, value) in Describe(Types[0])) schema[key] = value?.DeepClone();
        return schema;
    }

    /// <summary>The exporter forgets null of a number that may also be written as a word, such as NaN.</summary>
    private static JsonNode AllowNull(JsonSchemaExporterContext context, JsonNode schema)
    {
        if (Nullable.GetUnderlyingType(context.TypeInfo.Type) is not null && schema is JsonObject node && node["anyOf"] is JsonArray any) any.Add(new JsonObject { ["type"] = "null" });
        return schema;
    }

    private JsonObject Describe(Type type)
    {
        var format = Format.TypeInfoResolver is null ? new JsonSerializerOptions(Format) { TypeInfoResolver = new DefaultJsonTypeInfoResolver() } : Format;
        var schema = format.GetJsonSchemaAsNode(type, AsWritten).AsObject();
        foreach (var (member, kind) in More.Concat(Optional))
        {
            schema["properties"]![member] = format.GetJsonSchemaAsNode(kind, AsWritten);
        }

        foreach (var member in More.Keys) ((JsonArray?)schema["required"] ?? (JsonArray)(schema["required"] = new JsonArray())).Add(member);
        return schema;
    }
}
