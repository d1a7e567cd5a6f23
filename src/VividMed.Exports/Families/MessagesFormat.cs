using System.Text.Json;
using VividMed.Exports.Texts;

namespace VividMed.Exports.Families;

/// <summary><c>messages</c> of role and content, and <c>images</c>: LLaMA-Factory, and ms-swift with its <c>objects</c>.</summary>
internal sealed class MessagesFormat(bool withObjects) : LineFormat
{
    public override void Write(Utf8JsonWriter json, ExportLine line, IReadOnlyList<string> pictures)
    {
        json.WriteStartArray("messages");
        Message(json, "user", Ask(line));
        Message(json, "assistant", line.Answer);
        json.WriteEndArray();
        WriteStrings(json, "images", pictures);
        if (withObjects) Objects(json, line);
    }

    private static void Message(Utf8JsonWriter json, string role, string content)
    {
        json.WriteStartObject();
        json.WriteString("role", role);
        json.WriteString("content", content);
        json.WriteEndObject();
    }

    /// <summary>The same keys in every line, so that a table of one schema can hold them.</summary>
    private static void Objects(Utf8JsonWriter json, ExportLine line)
    {
        json.WriteStartObject("objects");
        WriteStrings(json, "ref", line.Refs);
        json.WriteStartArray("bbox");
        foreach (var box in line.Boxes)
        {
            json.WriteStartArray();
            foreach (var number in box.Numbers) json.WriteNumberValue(number);
            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteString("bbox_type", "real");
        json.WriteStartArray("image_id");
        foreach (var box in line.Boxes) json.WriteNumberValue(box.Picture);
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
