using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace VividMed.Cli.Output;

/// <summary>One JSON value a line on stdout, camelCase, enums as lower-case words.</summary>
internal static class JsonOutput
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static void Write(object value) => Console.Out.WriteLine(JsonSerializer.Serialize(value, value.GetType(), Options));

    /// <summary>A value with one property more than it has.</summary>
    public static JsonObject With(object value, string name, object more)
    {
        var together = (JsonObject)JsonSerializer.SerializeToNode(value, value.GetType(), Options)!;
        together[name] = JsonSerializer.SerializeToNode(more, more.GetType(), Options);
        return together;
    }

    /// <summary>The properties of a value as its JSON names and shows them.</summary>
    public static IEnumerable<(string Name, string Value)> Properties(object value) =>
        JsonSerializer.SerializeToElement(value, value.GetType(), Options)
            .EnumerateObject()
            .Select(property => (property.Name, property.Value.ToString()));
}

/// <summary>How a read is printed.</summary>
internal enum OutputFormat
{
    Table,
    Json,
}
