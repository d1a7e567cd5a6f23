using System.Text.Json;
using VividMed.Exports.Texts;

namespace VividMed.Exports.Families;

/// <summary><c>messages</c> whose content is a list of parts, as chat templates of Transformers take it; a picture is a part, not a word.</summary>
internal sealed class PartsFormat : LineFormat
{
    public override bool HasPlaceholders => false;

    public override string Ask(ExportLine line) => line.Question;

    public override void Write(Utf8JsonWriter json, ExportLine line, IReadOnlyList<string> pictures)
    {
        WriteStrings(json, "images", pictures);
        json.WriteStartArray("messages");
        json.WriteStartObject();
        json.WriteString("role", "user");
        json.WriteStartArray("content");
        foreach (var _ in pictures) Part(json, "image", null);
        Part(json, "text", line.Question);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteStartObject();
        json.WriteString("role", "assistant");
        json.WriteStartArray("content");
        Part(json, "text", line.Answer);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    /// <summary>Every part has both keys, so that a table of one schema can hold them.</summary>
    private static void Part(Utf8JsonWriter json, string type, string? text)
    {
        json.WriteStartObject();
        json.WriteString("type", type);
        json.WriteString("text", text);
        json.WriteEndObject();
    }
}
