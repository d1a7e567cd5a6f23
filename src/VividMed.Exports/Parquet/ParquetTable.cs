using System.Collections;
using Parquet;
using Parquet.Schema;

namespace VividMed.Exports.Parquet;

/// <summary>
/// Writes rows of nested values as an Apache Parquet file, forward only and without compression (pictures are compressed already). Equal rows
/// give equal bytes. What the library asks for is columns: rows are taken apart here.
/// </summary>
internal sealed class ParquetTable
{
    /// <summary>Rows are written out when they take this many bytes.</summary>
    private const long RowGroupBytes = 64 << 20;

    private readonly ParquetWriter _writer;
    private readonly ParquetGroup _schema;
    private readonly IReadOnlyList<Field> _fields;
    private readonly Dictionary<Field, ParquetColumn> _columns = new(ReferenceEqualityComparer.Instance);
    private int _rows;

    private ParquetTable(ParquetWriter writer, ParquetGroup schema, ParquetSchema described)
    {
        (_writer, _schema, _fields) = (writer, schema, described.Fields);
        foreach (var (field, one) in schema.Fields.Zip(_fields)) AddColumns(field, one);
    }

    public long Rows { get; private set; }

    public static async Task<ParquetTable> OpenAsync(Stream output, ParquetGroup schema, CancellationToken cancellationToken)
    {
        var described = new ParquetSchema(schema.Fields.Select(static field => Describe(field, field.Name)));
        var options = new ParquetOptions { CompressionMethod = CompressionMethod.None };
        return new(await ParquetWriter.CreateAsync(described, output, options, cancellationToken: cancellationToken), schema, described);
    }

    /// <param name="row">A value for each field: of a list a sequence, of a group an array.</param>
    public async Task AddAsync(IReadOnlyList<object?> row, CancellationToken cancellationToken)
    {
        for (var i = 0; i < row.Count; i++) Shred(_schema.Fields[i], _fields[i], row[i], repetition: 0, definition: 0, lists: 0);
        _rows++;
        Rows++;
        if (_columns.Values.Sum(static column => column.Bytes) >= RowGroupBytes) await EndGroupAsync(cancellationToken);
    }

    /// <summary>Writes what tells a reader where everything lies.</summary>
    /// <param name="metadata">Texts by name, for whoever asks for them.</param>
    public async Task FinishAsync(IReadOnlyDictionary<string, string> metadata, CancellationToken cancellationToken)
    {
        if (_rows > 0) await EndGroupAsync(cancellationToken);
        _writer.CustomMetadata = metadata;
        await _writer.DisposeAsync();
    }

    private static Field Describe(ParquetField field, string name) => field switch
    {
        ParquetLeaf leaf => new DataField(name, TypeOf(leaf), leaf.Optional),
        ParquetGroup group => new StructField(name, [.. group.Fields.Select(static inner => Describe(inner, inner.Name))]),
        ParquetList list => new ListField(name, Describe(list.Item, "element")),
        _ => throw new InvalidOperationException(field.Name),
    };

    private static Type TypeOf(ParquetLeaf leaf) => leaf.Type switch
    {
        ParquetType.Int32 => typeof(int),
        ParquetType.Double => typeof(double),
        ParquetType.Bytes => typeof(byte[]),
        _ => typeof(string),
    };

    private void AddColumns(ParquetField field, Field described)
    {
        switch (field)
        {
            case ParquetLeaf leaf:
                _columns[described] = new ParquetColumn(leaf, (DataField)described);
                break;
            case ParquetGroup group:
                foreach (var (inner, one) in group.Fields.Zip(((StructField)described).Fields)) AddColumns(inner, one);
                break;
            case ParquetList list:
                AddColumns(list.Item, ((ListField)described).Item);
                break;
        }
    }

    /// <param name="value">Null of a list or group: there is nothing of it.</param>
    private void Shred(ParquetField field, Field described, object? value, int repetition, int definition, int lists)
    {
        var here = definition + (described.IsNullable ? 1 : 0);
        switch (field)
        {
            case ParquetLeaf:
                _columns[described].Add(value, repetition, definition);
                break;
            case ParquetGroup group:
                var values = (object?[]?)value;
                for (var i = 0; i < group.Fields.Count; i++)
                {
                    Shred(group.Fields[i], ((StructField)described).Fields[i], values?[i], repetition, values is null ? definition : here, lists);
                }

                break;
            case ParquetList list:
                var (item, any) = (((ListField)described).Item, false);
                foreach (var one in (IEnumerable?)value ?? Array.Empty<object>())
                {
                    Shred(list.Item, item, one, any ? lists + 1 : repetition, here + 1, lists + 1);
                    any = true;
                }

                if (!any) Shred(list.Item, item, null, repetition, value is null ? definition : here, lists + 1);
                break;
        }
    }

    private async Task EndGroupAsync(CancellationToken cancellationToken)
    {
        using var group = _writer.CreateRowGroup();
        // In the order of the schema, as the format has them.
        foreach (var column in _columns.Values) await column.WriteAsync(group, cancellationToken);
        group.CompleteValidate();
        _rows = 0;
    }
}
