using Parquet;
using Parquet.Schema;

namespace VividMed.Exports.Parquet;

/// <summary>
/// The values of one leaf over a group of rows, with what tells them apart: a repetition level (which list goes on) and a definition level
/// (how far down there is something) for every entry, as Dremel's columns have them (Melnik et al. 2010).
/// </summary>
internal sealed class ParquetColumn(ParquetLeaf leaf, DataField field)
{
    private readonly List<int> _repetitions = [];
    private readonly List<int> _definitions = [];
    private readonly List<object> _values = [];

    /// <summary>What the values take, roughly.</summary>
    public long Bytes { get; private set; }

    /// <param name="value">Null where it, or the list that would hold it, is empty.</param>
    public void Add(object? value, int repetition, int definition)
    {
        _repetitions.Add(repetition);
        _definitions.Add(value is null ? definition : field.MaxDefinitionLevel);
        if (value is null) return;
        _values.Add(value);
        Bytes += value switch { string text => text.Length, byte[] bytes => bytes.Length, _ => sizeof(double) };
    }

    /// <summary>Writes the group's part of the column and begins the next.</summary>
    public async Task WriteAsync(ParquetRowGroupWriter group, CancellationToken cancellationToken)
    {
        var work = leaf.Type switch
        {
            ParquetType.Int32 => WriteAsync(group, static value => (int)value, cancellationToken),
            ParquetType.Double => WriteAsync(group, static value => (double)value, cancellationToken),
            ParquetType.Bytes => WriteAsync(group, static value => (ReadOnlyMemory<byte>)(byte[])value, cancellationToken),
            _ => WriteAsync(group, static value => ((string)value).AsMemory(), cancellationToken),
        };
        await work;
        _repetitions.Clear();
        _definitions.Clear();
        _values.Clear();
        Bytes = 0;
    }

    private Task WriteAsync<T>(ParquetRowGroupWriter group, Converter<object, T> convert, CancellationToken cancellationToken)
        where T : struct => group.WriteAllPartsAsync<T>(
            field, _values.ConvertAll(convert).ToArray(), Levels(_definitions, field.MaxDefinitionLevel), Levels(_repetitions, field.MaxRepetitionLevel), cancellationToken);

    /// <summary>Null where there is but one level.</summary>
    private static ReadOnlyMemory<int>? Levels(List<int> levels, int largest) => largest > 0 ? levels.ToArray() : (ReadOnlyMemory<int>?)null;
}
