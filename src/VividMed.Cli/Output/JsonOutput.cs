using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace VividMed.Cli.Output;

/// <summary>One JSON value a line on stdout, camelCase, enums as lower-case words.</summary>
internal static class JsonOutput
{
    /// <summary>How everything is written that is not a file of its own.</summary>
    public static JsonSerializerOptions Format { get; } = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
    };

    /// <summary>The same over several lines, for people.</summary>
    public static JsonSerializerOptions Indented { get; } = new(Format) { WriteIndented = true, NewLine = "\n" };

    public static void Write(object value) => Console.Out.WriteLine(Line(value));

    /// <summary>A value as one line, for a file.</summary>
    public static string Line(object value) => JsonSerializer.Serialize(value, value.GetType(), Format);

    /// <summary>A value with one property more than it has.</summary>
    public static JsonObject With(object value, string name, object more)
    {
        var together = (JsonObject)JsonSerializer.SerializeToNode(value, value.GetType(), Format)!;
        together[name] = JsonSerializer.SerializeToNode(more, more.GetType(), Format);
        return together;
    }

    /// <summary>The properties of a value as its JSON names and shows them.</summary>
    public static IEnumerable<(string Name, string Value)> Properties(object value) =>
        JsonSerializer.SerializeToElement(value, value.GetType(), Format)
            .EnumerateObject()
            .Select(property => (property.Name, property.Value.ToString()));
}

/// <summary>How a read is printed.</summary>
internal enum OutputFormat
{
    Table,
    Json,
}
