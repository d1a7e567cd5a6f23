using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace VividMed.Exports.Parquet;

/// <summary>
/// The values of one leaf over a group of rows, with what tells them apart: a repetition level (which list goes on) and a definition level
/// (how far down there is something) for every entry, as Dremel's columns have them (Melnik et al. 2010).
/// </summary>
internal sealed class ParquetColumn(ParquetLeaf leaf, IReadOnlyList<string> path, int lists)
{
    private readonly List<byte> _repetitions = [];
    private readonly List<byte> _definitions = [];
    private readonly ArrayBufferWriter<byte> _values = new();

    public ParquetLeaf Leaf => leaf;

    public IReadOnlyList<string> Path => path;

    public int Entries => _definitions.Count;

    public long Bytes => _values.WrittenCount;

    private int LargestDefinition => lists + (leaf.Optional ? 1 : 0);

    /// <summary>An entry without a value: the list that would hold it is empty.</summary>
    public void AddNothing(int repetition, int definition) => AddLevels(repetition, definition);

    public void Add(object? value, int repetition, int definition)
    {
        AddLevels(repetition, leaf.Optional && value is not null ? definition + 1 : definition);
        if (value is not null) Write(value);
    }

    /// <summary>The content of a page: levels, then values as they are.</summary>
    public byte[] Page()
    {
        using var page = new MemoryStream();
        WriteLevels(page, _repetitions, lists);
        WriteLevels(page, _definitions, LargestDefinition);
        page.Write(_values.WrittenSpan);
        return page.ToArray();
    }

    public void Clear()
    {
        _repetitions.Clear();
        _definitions.Clear();
        _values.ResetWrittenCount();
    }

    private void AddLevels(int repetition, int definition)
    {
        _repetitions.Add((byte)repetition);
        _definitions.Add((byte)definition);
    }

    private void Write(object value)
    {
        Span<byte> number = stackalloc byte[sizeof(double)];
        switch (leaf.Type)
        {
            case ParquetType.Int32:
                BinaryPrimitives.WriteInt32LittleEndian(number, (int)value);
                _values.Write(number[..sizeof(int)]);
                break;
            case ParquetType.Double:
                BinaryPrimitives.WriteDoubleLittleEndian(number, (double)value);
                _values.Write(number);
                break;
            default:
                var bytes = leaf.Type == ParquetType.Text ? Encoding.UTF8.GetBytes((string)value) : (byte[])value;
                BinaryPrimitives.WriteInt32LittleEndian(number, bytes.Length);
                _values.Write(number[..sizeof(int)]);
                _values.Write(bytes);
                break;
        }
    }

    /// <summary>Runs of equal levels, with their length in front; nothing where there is but one level.</summary>
    private static void WriteLevels(MemoryStream page, List<byte> levels, int largest)
    {
        if (largest == 0) return;
        using var runs = new MemoryStream();
        for (var at = 0; at < levels.Count;)
        {
            var end = at + 1;
            while (end < levels.Count && levels[end] == levels[at]) end++;
            ThriftWriter.Variable(runs, (ulong)(end - at) << 1);
            runs.WriteByte(levels[at]);
            at = end;
        }

        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, (int)runs.Length);
        page.Write(length);
        runs.WriteTo(page);
    }
}
