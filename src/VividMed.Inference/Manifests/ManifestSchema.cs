using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace VividMed.Inference.Manifests;

/// <summary>
/// The JSON Schema of manifests, made from the types that read them, so that editors complete and check what the pipeline takes.
/// </summary>
public static class ManifestSchema
{
    /// <summary>The schema as <c>models/model.schema.json</c> holds it: indented, with a final line end.</summary>
    public static string Text { get; } = Make().ToJsonString(
        new JsonSerializerOptions(ManifestJson.Options) { WriteIndented = true }) + "\n";

    private static JsonNode Make()
    {
        var node = ManifestJson.Options.GetJsonSchemaAsNode(typeof(ModelManifest), new JsonSchemaExporterOptions
        {
            TreatNullObliviousAsNonNullable = true,
            TransformSchemaNode = static (context, schema) => Close(context, schema),
        });
        var document =
            new JsonObject { ["$schema"] = "https://json-schema.org/draft/2020-12/schema", ["title"] = "VividMed model manifest" };
        foreach (var (name, value) in node.AsObject().ToList())
        {
            node.AsObject().Remove(name);
            document[name] = value;
        }

        return document;
    }

    /// <summary>Unknown members are refused by the reader, so they are by the schema, and so is a label of both sides.</summary>
    private static JsonNode Close(JsonSchemaExporterContext context, JsonNode schema)
    {
        if (schema is not JsonObject described) return schema;
        if (context.TypeInfo.Kind == JsonTypeInfoKind.Object && described.ContainsKey("properties"))
        {
            described["additionalProperties"] = false;
        }

        if (context.PropertyInfo?.DeclaringType == typeof(ModelLabel) && described["enum"] is JsonArray sides)
        {
            sides.RemoveAll(static side => side?.GetValue<string>() == "both");
        }

        return schema;
    }
}

/// <summary>
/// How manifests are written: camel case, kebab-case enumerations, unknown members refused because they are mostly typing errors.
/// </summary>
internal static class ManifestJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        // The schema may be asked for before anything was read.
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
        WriteIndented = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        AllowOutOfOrderMetadataProperties = true,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        NumberHandling = JsonNumberHandling.Strict,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false) },
    };
}
