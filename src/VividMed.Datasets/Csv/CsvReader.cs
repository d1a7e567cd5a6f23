using System.Text;

namespace VividMed.Datasets.Csv;

/// <summary>
/// Reads RFC 4180 records from UTF-8 bytes, one at a time: quoted fields may hold commas, doubled quotes and line breaks.
/// A quote inside an unquoted field is taken literally; blank lines are skipped. Memory is bounded by the longest record allowed.
/// </summary>
internal sealed class CsvReader(Stream stream, string name)
{
    public const int LongestRecord = 1 << 20;
    private static readonly byte[] ByteOrderMark = [0xEF, 0xBB, 0xBF];
    private byte[] _buffer = new byte[1 << 16];
    private int _start, _end;
    private int _line = 1;
    private long _offset;

    /// <summary>How many bytes have been read and given out.</summary>
    public long Offset => _offset;

    /// <summary>The next record, or null at the end.</summary>
    /// <exception cref="DatasetException">A record is too long, or a quote is never closed.</exception>
    public CsvRecord? Read()
    {
        if (_offset == 0 && _start == 0) SkipByteOrderMark();
        while (true)
        {
            var length = FindLineBreak(out var ended);
            if (ended && length == 0) return null;
            var line = _buffer.AsSpan(_start, length);
            var content = line.EndsWith("\r"u8) ? length - 1 : length;
            var record = content == 0 ? null : new CsvRecord(_offset, content, Parse(line[..content])) { Line = _line };
            _line += 1 + line.Count((byte)'\n');
            Advance(ended ? length : length + 1);
            if (record is not null) return record;
        }
    }

    /// <summary>Splits one record's bytes into its fields.</summary>
    public static string[] Parse(ReadOnlySpan<byte> record)
    {
        var fields = new List<string>();
        while (true)
        {
            var field = record.StartsWith("\""u8) ? Quoted(ref record) : "";
            var comma = record.IndexOf((byte)',');
            fields.Add(field + Encoding.UTF8.GetString(comma < 0 ? record : record[..comma]));
            if (comma < 0) return [.. fields];
            record = record[(comma + 1)..];
        }
    }

    /// <summary>Takes a quoted part off the front of the record.</summary>
    private static string Quoted(ref ReadOnlySpan<byte> record)
    {
        var at = 1;
        while (at < record.Length)
        {
            var quote = record[at..].IndexOf((byte)'"');
            if (quote < 0) break;
            at += quote;
            if (at + 1 == record.Length || record[at + 1] != '"')
            {
                var text = Encoding.UTF8.GetString(record[1..at]).Replace("\"\"", "\"", StringComparison.Ordinal);
                record = record[(at + 1)..];
                return text;
            }

            at += 2;
        }

        var rest = Encoding.UTF8.GetString(record[1..]);
        record = [];
        return rest;
    }

    /// <summary>How many bytes from the record's start to the line break that ends it, or to the end of the file.</summary>
    private int FindLineBreak(out bool ended)
    {
        // Nearly every record has no quote and lies whole in the buffer: one vectorized search finds its end.
        var plain = _buffer.AsSpan(_start, _end - _start).IndexOfAny((byte)'\n', (byte)'"');
        if (plain >= 0 && _buffer[_start + plain] == '\n')
        {
            ended = false;
            return plain;
        }

        var (quoted, previous) = (false, (byte)',');
        var closed = false;
        for (var at = 0; ; at++)
        {
            if (_start + at == _end && !Fill(at))
            {
                ended = true;
                return quoted ? throw new DatasetException("csv-open-quote", $"{name}: a quote in line {_line} or below is never closed") : at;
            }

            var current = _buffer[_start + at];
            if (current == '\n' && !quoted)
            {
                ended = false;
                return at;
            }

            if (current == '"')
            {
                var opens = !quoted && (previous == ',' || closed);
                closed = quoted;
                quoted = opens;
            }
            else
            {
                closed = false;
            }

            previous = current;
        }
    }

    private bool Fill(int kept)
    {
        if (kept >= LongestRecord)
        {
            throw new DatasetException("csv-record-too-long", $"{name}: the record in line {_line} is longer than {LongestRecord} bytes; is a quote before it never closed?");
        }

        _buffer.AsSpan(_start, kept).CopyTo(_buffer);
        (_start, _end) = (0, kept);
        if (_end == _buffer.Length) Array.Resize(ref _buffer, _buffer.Length * 2);
        var read = stream.Read(_buffer, _end, _buffer.Length - _end);
        _end += read;
        return read > 0;
    }

    private void SkipByteOrderMark()
    {
        while (_end < ByteOrderMark.Length && Fill(_end))
        {
        }

        if (_buffer.AsSpan(0, _end).StartsWith(ByteOrderMark)) Advance(ByteOrderMark.Length);
    }

    private void Advance(int bytes)
    {
        _start += bytes;
        _offset += bytes;
    }
}

/// <summary>
/// One record with where it lies in the (decompressed) file, so that it can be read again alone. The length leaves out the line break.
/// </summary>
public sealed record CsvRecord(long Offset, int Length, string[] Fields)
{
    /// <summary>Where an editor shows its beginning, counted from 1.</summary>
    public int Line { get; init; }
}
