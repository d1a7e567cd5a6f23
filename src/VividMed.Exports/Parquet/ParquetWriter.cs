using System.Buffers.Binary;
using System.Collections;

namespace VividMed.Exports.Parquet;

/// <summary>
/// Writes tables as Apache Parquet files, forward only: one page a column and row group, values as they are, without compression (pictures
/// are compressed already). Equal rows give equal bytes.
/// </summary>
internal sealed class ParquetWriter
{
    /// <summary>Rows are written out when they take this many bytes.</summary>
    private const long RowGroupBytes = 64 << 20;

    private const int Required = 0;
    private const int Optional = 1;
    private const int Repeated = 2;
    private const int Utf8 = 0;
    private const int ListKind = 3;

    private readonly Stream _output;
    private readonly ParquetGroup _schema;
    private readonly Dictionary<ParquetLeaf, ParquetColumn> _columns = new(ReferenceEqualityComparer.Instance);
    private readonly List<ParquetColumn> _order = [];
    private readonly List<RowGroup> _groups = [];
    private long _position;
    private int _rows;

    /// <param name="schema">The fields of a row; each leaf object stands in it once.</param>
    public ParquetWriter(Stream output, ParquetGroup schema)
    {
        (_output, _schema) = (output, schema);
        foreach (var field in schema.Fields) AddColumns(field, [field.Name], lists: 0);
        Write("PAR1"u8);
    }

    public long Rows { get; private set; }

    /// <param name="row">A value for each field: of a list a sequence, of a group an array.</param>
    public void Add(params IReadOnlyList<object?> row)
    {
        for (var i = 0; i < row.Count; i++) Shred(_schema.Fields[i], row[i], repetition: 0, definition: 0, lists: 0);
        _rows++;
        Rows++;
        if (_order.Sum(static column => column.Bytes) >= RowGroupBytes) EndGroup();
    }

    /// <summary>Writes what tells a reader where everything lies.</summary>
    /// <param name="metadata">Texts by name, for whoever asks for them.</param>
    public void Finish(IEnumerable<(string Key, string Value)> metadata)
    {
        if (_rows > 0) EndGroup();
        using var footer = new MemoryStream();
        WriteFooter(new ThriftWriter(footer), [.. metadata]);
        Write(footer.ToArray());
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, (int)footer.Length);
        Write(length);
        Write("PAR1"u8);
    }

    private void AddColumns(ParquetField field, IReadOnlyList<string> path, int lists)
    {
        switch (field)
        {
            case ParquetLeaf leaf:
                _order.Add(_columns[leaf] = new ParquetColumn(leaf, path, lists));
                break;
            case ParquetGroup group:
                foreach (var inner in group.Fields) AddColumns(inner, [.. path, inner.Name], lists);
                break;
            case ParquetList list:
                AddColumns(list.Item, [.. path, "list", "element"], lists + 1);
                break;
        }
    }

    private void Shred(ParquetField field, object? value, int repetition, int definition, int lists)
    {
        switch (field)
        {
            case ParquetLeaf leaf:
                _columns[leaf].Add(value, repetition, definition);
                break;
            case ParquetGroup group:
                var values = (object?[])value!;
                for (var i = 0; i < values.Length; i++) Shred(group.Fields[i], values[i], repetition, definition, lists);
                break;
            case ParquetList list:
                var any = false;
                foreach (var item in (IEnumerable)value!)
                {
                    Shred(list.Item, item, any ? lists + 1 : repetition, definition + 1, lists + 1);
                    any = true;
                }

                if (!any) ShredNothing(list.Item, repetition, definition);
                break;
        }
    }

    private void ShredNothing(ParquetField field, int repetition, int definition)
    {
        switch (field)
        {
            case ParquetLeaf leaf:
                _columns[leaf].AddNothing(repetition, definition);
                break;
            case ParquetGroup group:
                foreach (var inner in group.Fields) ShredNothing(inner, repetition, definition);
                break;
            case ParquetList list:
                ShredNothing(list.Item, repetition, definition);
                break;
        }
    }

    private void EndGroup()
    {
        var chunks = new List<Chunk>();
        foreach (var column in _order)
        {
            var (start, page) = (_position, column.Page());
            using var header = new MemoryStream();
            WritePageHeader(new ThriftWriter(header), page.Length, column.Entries);
            Write(header.ToArray());
            Write(page);
            chunks.Add(new(start, _position - start, column.Entries));
            column.Clear();
        }

        _groups.Add(new(_rows, chunks));
        _rows = 0;
    }

    private static void WritePageHeader(ThriftWriter thrift, int length, int entries)
    {
        thrift.Begin();
        thrift.Field(1, 0); // a data page
        thrift.Field(2, length);
        thrift.Field(3, length);
        thrift.Begin(5);
        thrift.Field(1, entries);
        thrift.Field(2, 0); // values as they are
        thrift.Field(3, 3); // levels as runs
        thrift.Field(4, 3);
        thrift.End();
        thrift.End();
    }

    private void WriteFooter(ThriftWriter thrift, IReadOnlyList<(string Key, string Value)> metadata)
    {
        var elements = new List<Action>();
        Describe(thrift, _schema, repetition: null, elements);
        thrift.Begin();
        thrift.Field(1, 1);
        thrift.FieldList(2, ThriftWriter.Struct, elements.Count);
        foreach (var element in elements) element();
        thrift.Field(3, Rows);
        thrift.FieldList(4, ThriftWriter.Struct, _groups.Count);
        foreach (var group in _groups) WriteGroup(thrift, group);
        thrift.FieldList(5, ThriftWriter.Struct, metadata.Count);
        foreach (var (key, value) in metadata)
        {
            thrift.Begin();
            thrift.Field(1, key);
            thrift.Field(2, value);
            thrift.End();
        }

        thrift.Field(6, "vividmed");
        thrift.End();
    }

    /// <summary>The schema as a list in which each group is followed by its fields; a list is a group within a group.</summary>
    private static void Describe(ThriftWriter thrift, ParquetField field, int? repetition, List<Action> elements)
    {
        switch (field)
        {
            case ParquetLeaf leaf:
                elements.Add(() => Element(thrift, leaf.Name, leaf.Optional ? Optional : repetition, TypeOf(leaf), 0, leaf.Type == ParquetType.Text ? Utf8 : null));
                break;
            case ParquetGroup group:
                elements.Add(() => Element(thrift, group.Name, repetition, null, group.Fields.Count, null));
                foreach (var inner in group.Fields) Describe(thrift, inner, Required, elements);
                break;
            case ParquetList list:
                elements.Add(() => Element(thrift, list.Name, repetition, null, 1, ListKind));
                elements.Add(() => Element(thrift, "list", Repeated, null, 1, null));
                Describe(thrift, list.Item with { Name = "element" }, Required, elements);
                break;
        }
    }

    private static void Element(ThriftWriter thrift, string name, int? repetition, int? type, int children, int? kind)
    {
        thrift.Begin();
        if (type is { } physical) thrift.Field(1, physical);
        if (repetition is { } repeats) thrift.Field(3, repeats);
        thrift.Field(4, name);
        if (children > 0) thrift.Field(5, children);
        if (kind is { } converted) thrift.Field(6, converted);
        thrift.End();
    }

    private void WriteGroup(ThriftWriter thrift, RowGroup group)
    {
        thrift.Begin();
        thrift.FieldList(1, ThriftWriter.Struct, group.Chunks.Count);
        foreach (var (column, chunk) in _order.Zip(group.Chunks)) WriteChunk(thrift, column, chunk);
        thrift.Field(2, group.Chunks.Sum(static chunk => chunk.Length));
        thrift.Field(3, (long)group.Rows);
        thrift.End();
    }

    private static void WriteChunk(ThriftWriter thrift, ParquetColumn column, Chunk chunk)
    {
        thrift.Begin();
        thrift.Field(2, chunk.Start);
        thrift.Begin(3);
        thrift.Field(1, TypeOf(column.Leaf));
        thrift.FieldList(2, ThriftWriter.Int32, 2);
        thrift.Value(0);
        thrift.Value(3);
        thrift.FieldList(3, ThriftWriter.Text, column.Path.Count);
        foreach (var name in column.Path) thrift.Value(name);
        thrift.Field(4, 0); // not compressed
        thrift.Field(5, (long)chunk.Entries);
        thrift.Field(6, chunk.Length);
        thrift.Field(7, chunk.Length);
        thrift.Field(9, chunk.Start);
        thrift.End();
        thrift.End();
    }

    private static int TypeOf(ParquetLeaf leaf) => leaf.Type switch
    {
        ParquetType.Int32 => 1,
        ParquetType.Double => 5,
        _ => 6,
    };

    private void Write(ReadOnlySpan<byte> bytes)
    {
        _output.Write(bytes);
        _position += bytes.Length;
    }

    private sealed record RowGroup(int Rows, IReadOnlyList<Chunk> Chunks);

    private sealed record Chunk(long Start, long Length, int Entries);
}
