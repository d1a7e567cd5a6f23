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

/// <summary><c>conversations</c> of from and value, as LLaVA began it; Qwen's and InternVL's trainers read it too.</summary>
/// <param name="array">One JSON array a file, which LLaVA's loader reads whole.</param>
/// <param name="single">The one picture of a line as a string: LLaVA's loader joins it to a folder's name and takes no list.</param>
internal sealed class ConversationsFormat(bool array = false, bool single = false) : LineFormat
{
    public override bool IsArray => array;

    public override void Write(Utf8JsonWriter json, ExportLine line, IReadOnlyList<string> pictures)
    {
        if (single)
        {
            json.WriteString("image", pictures[0]);
        }
        else
        {
            WriteStrings(json, "image", pictures);
            Numbers(json, "width_list", line.Pictures.Select(static picture => picture.Size.Width));
            Numbers(json, "height_list", line.Pictures.Select(static picture => picture.Size.Height));
        }

        json.WriteStartArray("conversations");
        Turn(json, "human", Ask(line));
        Turn(json, "gpt", line.Answer);
        json.WriteEndArray();
    }

    private static void Numbers(Utf8JsonWriter json, string name, IEnumerable<int> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values) json.WriteNumberValue(value);
        json.WriteEndArray();
    }

    private static void Turn(Utf8JsonWriter json, string from, string value)
    {
        json.WriteStartObject();
        json.WriteString("from", from);
        json.WriteString("value", value);
        json.WriteEndObject();
    }
}

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
