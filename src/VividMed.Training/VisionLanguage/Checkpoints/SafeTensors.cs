using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using VividMed.Training.VisionLanguage.Contracts;

namespace VividMed.Training.VisionLanguage.Checkpoints;

/// <summary>
/// The safetensors format: the header's length (8 bytes, little-endian), a JSON header padded with spaces to 8 bytes, then the raw
/// values. Only 32-bit floats are written and read; equal content is equal bytes.
/// </summary>
internal static class SafeTensors
{
    private const int LongestHeader = 100_000_000;

    public static byte[] Write(IReadOnlyList<NamedTensor> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        var header = new JsonObject
        {
            ["__metadata__"] = new JsonObject(metadata
                .OrderBy(static pair => pair.Key, StringComparer.Ordinal)
                .Select(static pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value))),
        };
        var at = 0L;
        foreach (var tensor in tensors)
        {
            var end = at + (tensor.Values.Length * sizeof(float));
            var (shape, offsets) = (Numbers(tensor.Shape), Numbers([at, end]));
            header[tensor.Name] = new JsonObject { ["dtype"] = "F32", ["shape"] = shape, ["data_offsets"] = offsets };
            at = end;
        }

        var json = JsonSerializer.SerializeToUtf8Bytes(header);
        var padded = (json.Length + 7) & ~7;
        using var file = new MemoryStream(checked((int)(8 + padded + at)));
        Span<byte> length = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, padded);
        file.Write(length);
        file.Write(json);
        for (var i = json.Length; i < padded; i++) file.WriteByte((byte)' ');
        foreach (var tensor in tensors) file.Write(MemoryMarshal.AsBytes<float>(tensor.Values));
        return file.ToArray();
    }

    /// <summary>Tensors and metadata; <c>bad-checkpoint</c> where the bytes do not hold what the header says.</summary>
    public static (IReadOnlyDictionary<string, NamedTensor> Tensors, IReadOnlyDictionary<string, string> Metadata) Read(
        ReadOnlySpan<byte> file)
    {
        try
        {
            var length = file.Length >= 8 ? BinaryPrimitives.ReadInt64LittleEndian(file) : -1;
            if (length < 2 || length > Math.Min(LongestHeader, file.Length - 8)) throw Bad("its header is cut off");
            var header = JsonNode.Parse(file.Slice(8, (int)length).ToArray())!.AsObject();
            var values = file[(8 + (int)length)..];
            var tensors = new Dictionary<string, NamedTensor>(StringComparer.Ordinal);
            var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var (name, node) in header)
            {
                if (name == "__metadata__") foreach (var (key, value) in node!.AsObject()) metadata[key] = (string)value!;
                else tensors[name] = ReadTensor(name, node!.AsObject(), values);
            }

            return (tensors, metadata);
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException or FormatException
            or NullReferenceException or ArgumentException or OverflowException)
        {
            throw Bad("its header does not parse");
        }
    }

    private static NamedTensor ReadTensor(string name, JsonObject entry, ReadOnlySpan<byte> values)
    {
        var shape = entry["shape"]!.AsArray().Select(static size => (long)size!).ToArray();
        var offsets = entry["data_offsets"]!.AsArray().Select(static offset => (long)offset!).ToArray();
        var count = shape.Aggregate(1L, static (product, size) => checked(product * size));
        if ((string?)entry["dtype"] != "F32"
            || offsets is not [>= 0 and var from, var to]
            || to > values.Length
            || to - from != count * sizeof(float))
        {
            throw Bad("a tensor does not fit");
        }

        return new NamedTensor(name, shape, MemoryMarshal.Cast<byte, float>(values[(int)from..(int)to]).ToArray());
    }

    private static JsonArray Numbers(IEnumerable<long> numbers) => new([.. numbers.Select(static number => JsonValue.Create(number))]);

    private static TrainingException Bad(string why) => new("bad-checkpoint", $"A weights file is damaged: {why}.");
}

/// <summary>A 32-bit float tensor as it lies in a file, last axis fastest.</summary>
internal sealed record NamedTensor(string Name, long[] Shape, float[] Values);
