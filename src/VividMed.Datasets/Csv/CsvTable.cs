using System.IO.Compression;

namespace VividMed.Datasets;

/// <summary>A CSV file with a header line, read by column name; gzip is told by its magic number, whatever the file is called.</summary>
internal sealed class CsvTable : IDisposable
{
    private readonly Stream _stream;
    private readonly CsvReader _reader;
    private readonly string _name;
    private readonly string[] _header;

    private CsvTable(Stream stream, string name)
    {
        (_stream, _name) = (stream, name);
        _reader = new CsvReader(stream, name);
        _header = _reader.Read()?.Fields ?? throw new DatasetException("empty-table", $"{name} is empty: download it again");
    }

    public IReadOnlyList<string> Header => _header;

    /// <exception cref="DatasetException">The file is missing or empty.</exception>
    public static CsvTable Open(string path)
    {
        var name = Path.GetFileName(path);
        if (!File.Exists(path)) throw new DatasetException("missing-table", $"{name} is missing: it belongs in {Path.GetFileName(Path.GetDirectoryName(path))}");
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
        try
        {
            var compressed = file.ReadByte() == 0x1F && file.ReadByte() == 0x8B;
            file.Position = 0;
            return new CsvTable(compressed ? new GZipStream(file, CompressionMode.Decompress) : file, name);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>The position of a column.</summary>
    /// <exception cref="DatasetException">The table has no such column.</exception>
    public int Column(string column) =>
        TryColumn(column) ?? throw new DatasetException("missing-column", $"{_name} has no column {column}: it has {string.Join(", ", _header.Take(50))}");

    public int? TryColumn(string column)
    {
        var at = Array.IndexOf(_header, column);
        return at < 0 ? null : at;
    }

    /// <summary>The records below the header; every one has as many fields as the header.</summary>
    /// <exception cref="DatasetException">A record is broken, or the compressed data are.</exception>
    public IEnumerable<CsvRecord> Records(CancellationToken cancellation = default)
    {
        while (Next() is { } record)
        {
            cancellation.ThrowIfCancellationRequested();
            if (record.Fields.Length != _header.Length)
            {
                throw new DatasetException("csv-bad-record", $"{_name}: the record at byte {record.Offset} has {record.Fields.Length} fields, the header {_header.Length}");
            }

            yield return record;
        }
    }

    public void Dispose() => _stream.Dispose();

    private CsvRecord? Next()
    {
        try
        {
            return _reader.Read();
        }
        catch (InvalidDataException broken)
        {
            throw new DatasetException("csv-bad-gzip", $"{_name} is a damaged gzip file: download it again", broken);
        }
    }
}
