using System.Text.Json;
using VividMed.Exports.Coordinates;
using VividMed.Exports.Texts;

namespace VividMed.Exports.Families;

/// <summary>How a trainer's file holds an exchange.</summary>
internal abstract class LineFormat
{
    protected const string Placeholder = "<image>";

    /// <summary>Whether a file is one JSON array in place of a value a line.</summary>
    public virtual bool IsArray => false;

    /// <summary>Whether pictures are words of the text; else they are parts of their own, and no such word may be there.</summary>
    public virtual bool HasPlaceholders => true;

    /// <summary>The pictures' placeholders, then the question.</summary>
    public virtual string Ask(ExportLine line) => $"{string.Concat(Enumerable.Repeat(Placeholder, line.Pictures.Count))}\n{line.Question}";

    /// <summary>What of the line is the family's own.</summary>
    public abstract void Write(Utf8JsonWriter json, ExportLine line, IReadOnlyList<string> pictures);

    /// <exception cref="ExportException"><c>placeholder-mismatch</c>: more or fewer placeholders than pictures, or than boxes.</exception>
    public void Check(ExportLine line)
    {
        var text = Ask(line) + line.Answer;
        var expected = HasPlaceholders ? line.Pictures.Count : 0;
        if (Count(text, Placeholder) != expected) throw Mismatch(line, Count(text, Placeholder), Placeholder, expected);
        if (Count(text, "<bbox>") != line.Boxes.Count) throw Mismatch(line, Count(text, "<bbox>"), "<bbox>", line.Boxes.Count);
        if (Count(line.Answer, "<ref-object>") + Count(line.Question, "<ref-object>") != line.Refs.Count)
        {
            throw Mismatch(line, Count(text, "<ref-object>"), "<ref-object>", line.Refs.Count);
        }
    }

    public byte[] Render(ExportLine line, IReadOnlyList<string> pictures, CoordinateForm form)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, ExportJson.Writer))
        {
            json.WriteStartObject();
            json.WriteString("id", line.Id);
            Write(json, line, pictures);
            json.WriteString("task", line.Task.ToString().ToLowerInvariant());
            WriteSizes(json, "sizes", line.Pictures.Select(static picture => picture.Size));
            WriteSizes(json, "frames", line.Pictures.Select(picture => form.RefersTo(picture.Size)));
            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    protected static void WriteStrings(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values) json.WriteStringValue(value);
        json.WriteEndArray();
    }

    private static void WriteSizes(Utf8JsonWriter json, string name, IEnumerable<PictureSize> sizes)
    {
        json.WriteStartArray(name);
        foreach (var size in sizes)
        {
            json.WriteStartArray();
            json.WriteNumberValue(size.Width);
            json.WriteNumberValue(size.Height);
            json.WriteEndArray();
        }

        json.WriteEndArray();
    }

    private static ExportException Mismatch(ExportLine line, int found, string placeholder, int expected) => new(
        "placeholder-mismatch", $"{line.Id} holds {found} times {placeholder} where it has {expected} of what they stand for; the report's own are escaped, so this is a fault of the export.");

    private static int Count(string text, string word)
    {
        var count = 0;
        for (var at = text.IndexOf(word, StringComparison.Ordinal); at >= 0; at = text.IndexOf(word, at + word.Length, StringComparison.Ordinal)) count++;
        return count;
    }
}
