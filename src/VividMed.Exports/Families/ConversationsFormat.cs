using System.Text.Json;
using VividMed.Exports.Texts;

namespace VividMed.Exports.Families;

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
