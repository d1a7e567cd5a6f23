using System.Buffers.Binary;
using System.IO.Compression;
using VividMed.Datasets.Files;

namespace VividMed.Datasets.Csv;

/// <summary>A CSV file with a header line, read by column name; gzip is told by its magic number, whatever the file is called.</summary>
public sealed class CsvTable : IDisposable
{
    private const int LongestName = 40;
    private const int MostNames = 50;

    private readonly Stream _stream;
    private readonly CsvReader _reader;
    private readonly string _path;
    private readonly string[] _header;

    private readonly Func<long, bool> _isWhole;

    private CsvTable(Stream stream, string path, Func<long, bool> isWhole)
    {
        (_stream, _path, _isWhole) = (stream, path, isWhole);
        _reader = new CsvReader(stream, path);
        _header = Next()?.Fields ?? throw new DatasetException("empty-table", $"{path} is empty: download it again");
    }

    /// <summary>The columns' names as the file spells them, white space included.</summary>
    public IReadOnlyList<string> Header => _header;

    /// <summary>Where records are to be read again by their offset, the table must not be compressed.</summary>
    /// <exception cref="DatasetException">The file is missing, empty, or compressed though it must not be.</exception>
    public static CsvTable Open(IDatasetFiles files, string path, bool compressible = true)
    {
        var stream = files.OpenRead(path) ?? throw new DatasetException("missing-table", $"{path} is missing in {files.DisplayName}");
        try
        {
            var start = new byte[2];
            var compressed = stream.ReadAtLeast(start, 2, throwOnEndOfStream: false) == 2 && start[0] == 0x1F && start[1] == 0x8B;
            stream.Dispose();
            if (compressed && !compressible) throw new DatasetException("compressed-table", $"{path} is compressed: unpack it, for single reports are read from it");
            stream = files.OpenRead(path)!;
            return compressed
                ? new CsvTable(new GZipStream(stream, CompressionMode.Decompress), path, length => GzipTrailer.Fits(files, path, length))
                : new CsvTable(stream, path, static _ => true);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>The position of a column; its name may be written in any case.</summary>
    /// <exception cref="DatasetException">The table has no such column.</exception>
    public int Column(string column) =>
        TryColumn(column) ?? throw new DatasetException(
            "missing-column", $"{_path} has no column {column}: {HeaderTold}");

    /// <summary>
    /// What the columns are called, as far as a refusal may say it: a table without a header line has data there, which no message repeats.
    /// </summary>
    public string HeaderTold => _header.All(static name => name.Trim() is { Length: > 0 and <= LongestName } word && word.All(static letter => char.IsAsciiLetter(letter) || letter == '_'))
        ? $"it has {string.Join(", ", _header.Take(MostNames))}"
        : _header.Any(static name => name.Contains(';', StringComparison.Ordinal) || name.Contains('\t', StringComparison.Ordinal))
            ? "its first line is parted by other signs than commas"
            : $"its first line has {_header.Length} fields and need not be a header line at all";

    /// <summary>As <see cref="Column"/>, and null where the table has no such column.</summary>
    public int? TryColumn(string column)
    {
        var at = Array.FindIndex(_header, name => string.Equals(name.Trim(), column, StringComparison.OrdinalIgnoreCase));
        return at < 0 ? null : at;
    }

    /// <summary>The records below the header; every one has as many fields as the header.</summary>
    /// <exception cref="DatasetException">A record is broken, or the compressed data are.</exception>
    public IEnumerable<CsvRecord> Records(CancellationToken cancellationToken = default)
    {
        while (Next() is { } record)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (record.Fields.Length != _header.Length)
            {
                throw new DatasetException(
                    "csv-bad-record",
                    $"{_path}: the record in line {record.Line} has {record.Fields.Length} fields, the header {_header.Length}");
            }

            yield return record;
        }
    }

    /// <summary>Closes the file, read to its end or not.</summary>
    public void Dispose() => _stream.Dispose();

    private CsvRecord? Next()
    {
        try
        {
            var record = _reader.Read();
            return record is not null || _isWhole(_reader.Offset) ? record : throw new InvalidDataException();
        }
        catch (InvalidDataException broken)
        {
            throw new DatasetException("csv-bad-gzip", $"{_path} is a damaged or cut gzip file: download it again", broken);
        }
    }
}

/// <summary>
/// The runtime ends a cut gzip stream silently, and a table would lose its last studies unseen; an intact file closes with its content's
/// length. Files of several members are known by the empty last block of block gzip; others are taken for cut.
/// </summary>
internal static class GzipTrailer
{
    private const int Length = 8;
    private static ReadOnlySpan<byte> EmptyBlock => [3, 0, 0, 0, 0, 0, 0, 0, 0, 0];

    public static bool Fits(IDatasetFiles files, string path, long contentLength)
    {
        if (files.LengthOf(path) is not { } length || length < EmptyBlock.Length) return false;
        using var stream = files.OpenRead(path, length - EmptyBlock.Length, EmptyBlock.Length);
        var tail = new byte[EmptyBlock.Length];
        if (stream is null || stream.ReadAtLeast(tail, tail.Length, throwOnEndOfStream: false) < tail.Length) return false;
        return BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(tail.Length - (Length / 2))) == (uint)contentLength
            || tail.AsSpan().SequenceEqual(EmptyBlock);
    }
}
