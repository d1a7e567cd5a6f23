namespace VividMed.Exports.Parquet;

/// <summary>A column, a group of columns, or a list of either.</summary>
internal abstract record ParquetField(string Name);

/// <summary>A value in every row or item.</summary>
internal sealed record ParquetLeaf(string Name, ParquetType Type, bool Optional = false) : ParquetField(Name);

/// <summary>Several fields; its value is an array of theirs.</summary>
internal sealed record ParquetGroup(string Name, params IReadOnlyList<ParquetField> Fields) : ParquetField(Name);

/// <summary>Any number of items; its value is a sequence of theirs.</summary>
internal sealed record ParquetList(string Name, ParquetField Item) : ParquetField(Name);

/// <summary>What a leaf holds; text is UTF-8.</summary>
internal enum ParquetType
{
    Int32,
    Double,
    Bytes,
    Text,
}
