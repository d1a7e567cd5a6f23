using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;
using MessagePack;

namespace VividMed.Shards.Records;

/// <summary>Reads the values of untrusted records: declared lengths are bounded by the bytes that are there, and nesting costs no stack.</summary>
internal static class RecordValues
{
    /// <summary>Longer keys are of no version.</summary>
    public const int LongestKey = 32;

    public delegate T ReadItem<out T>(ref MessagePackReader reader);

    public static double[]? ReadNumbers(ref MessagePackReader reader) => reader.TryReadNil() ? null : ReadArray(ref reader, ReadNumber);

    public static double[]? ReadNumbers(ref MessagePackReader reader, int count)
    {
        var numbers = ReadNumbers(ref reader);
        return numbers is null || numbers.Length == count
            ? numbers
            : throw new ShardException("bad-record", $"An array has {numbers.Length} numbers instead of {count}.");
    }

    public static T[] ReadArray<T>(ref MessagePackReader reader, ReadItem<T> read)
    {
        // The reader refuses a count above the bytes that are left, so this allocation is bounded by the record's length.
        var items = new T[reader.ReadArrayHeader()];
        for (var i = 0; i < items.Length; i++) items[i] = read(ref reader);
        return items;
    }

    public static T? ReadOptional<T>(ref MessagePackReader reader, ReadItem<T> read)
        where T : struct => reader.TryReadNil() ? null : read(ref reader);

    /// <summary>A key of a map and its length; 0 for one that is none of ours. A record has some hundreds, each too short-lived for a string.</summary>
    public static int ReadKey(ref MessagePackReader reader, scoped Span<char> key)
    {
        if (!reader.TryReadStringSpan(out var utf8)) return reader.ReadString() is { Length: <= LongestKey } text && text.TryCopyTo(key) ? text.Length : 0;
        return utf8.Length <= key.Length && Ascii.ToUtf16(utf8, key, out var length) == OperationStatus.Done ? length : 0;
    }

    public static string ReadText(ref MessagePackReader reader) => Need(reader.ReadString());

    public static int ReadInteger(ref MessagePackReader reader) => reader.ReadInt32();

    public static double ReadNumber(ref MessagePackReader reader) => reader.ReadDouble();

    /// <summary>Passes over one value with a counter in place of recursion: deep nesting must not end the process.</summary>
    public static void PassOver(ref MessagePackReader reader)
    {
        for (var values = 1L; values > 0; values--)
        {
            switch (reader.NextMessagePackType)
            {
                case MessagePackType.Array: values += reader.ReadArrayHeader(); break;
                case MessagePackType.Map: values += 2L * reader.ReadMapHeader(); break;
                default: reader.Skip(); break;
            }
        }
    }

    public static T Need<T>(T? value, [CallerArgumentExpression(nameof(value))] string field = "")
        where T : class => value ?? throw Missing(field);

    public static T Need<T>(T? value, [CallerArgumentExpression(nameof(value))] string field = "")
        where T : struct => value ?? throw Missing(field);

    public static ShardException Missing(string field) => new("bad-record", $"A record lacks its {field}.");
}
