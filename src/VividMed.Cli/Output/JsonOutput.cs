using System.Text.Encodings.Web;
using System.Text.Json;
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
