using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace VividMed.Exports;

/// <summary>JSON whose bytes depend on the value alone: declared order, camel case, LF, characters as they are.</summary>
internal static class ExportJson
{
    /// <summary>A value a line.</summary>
    public static JsonSerializerOptions Line { get; } = Make(indented: false);

    /// <summary>For people too.</summary>
    public static JsonSerializerOptions Pretty { get; } = Make(indented: true);

    /// <summary>Lines are written the same way.</summary>
    public static JsonWriterOptions Writer { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] File<T>(T value) => [.. JsonSerializer.SerializeToUtf8Bytes(value, Pretty), (byte)'\n'];

    private static JsonSerializerOptions Make(bool indented) => new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = indented,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };
}
