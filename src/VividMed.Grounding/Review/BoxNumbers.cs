using System.Text.Json;
using System.Text.Json.Serialization;
using VividMed.Imaging.Geometry;

namespace VividMed.Grounding.Review;

/// <summary>A box as [x0, y0, z0, x1, y1, z1], or [x0, y0, x1, y1] of a picture of one slice, as people write it.</summary>
internal sealed class BoxNumbers : JsonConverter<Box?>
{
    private const int Most = 6;

    public override Box? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.Null) return null;
        if (reader.TokenType != JsonTokenType.StartArray) throw new JsonException();
        var numbers = new List<double>(Most);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.Number || numbers.Count == Most) throw new JsonException();
            numbers.Add(reader.GetDouble());
        }

        return numbers switch
        {
            [var x0, var y0, var x1, var y1] => Box.Flat(x0, y0, x1, y1),
            [var x0, var y0, var z0, var x1, var y1, var z1] => new Box(x0, y0, z0, x1, y1, z1),
            _ => throw new JsonException(),
        };
    }

    public override void Write(Utf8JsonWriter writer, Box? value, JsonSerializerOptions options)
    {
        if (value is not { } box)
        {
            writer.WriteNullValue();
            return;
        }

        writer.WriteStartArray();
        foreach (var number in (double[])[box.X0, box.Y0, box.Z0, box.X1, box.Y1, box.Z1]) writer.WriteNumberValue(number);
        writer.WriteEndArray();
    }
}
