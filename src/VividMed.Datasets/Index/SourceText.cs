using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;

namespace VividMed.Datasets.Index;

/// <summary>
/// Source entries as lines of four tab-separated fields. The last line counts and digests the lines before it, so that a file that was cut
/// or changed is known as such once it has been read.
/// </summary>
internal static class SourceText
{
    private const string Head = "source-index\t1";
    private const string End = "end";
    private static readonly Encoding Utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

    public static async Task WriteAsync(Stream stream, IAsyncEnumerable<SourceEntry> entries, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var writer = new StreamWriter(stream, Utf8, 1 << 16, leaveOpen: true) { NewLine = "\n" };
        await WriteLineAsync(Head);
        long count = 0;
        await foreach (var entry in entries.WithCancellation(cancellationToken))
        {
            await WriteLineAsync(
                string.Create(CultureInfo.InvariantCulture, $"{Escape(entry.Path)}\t{entry.Length}\t{Escape(entry.Stamp)}\t{entry.Sha256}"));
            count++;
        }

        await writer.WriteLineAsync(EndLine(count, hash));

        async ValueTask WriteLineAsync(string line)
        {
            Append(hash, line);
            await writer.WriteLineAsync(line);
        }
    }

    /// <summary>What has been given out is to be forgotten when the end is not reached.</summary>
    /// <exception cref="InvalidDataException">The file is not whole, or nothing that was written here.</exception>
    public static async IAsyncEnumerable<SourceEntry> ReadAsync(
        Stream stream, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var reader = new StreamReader(stream, Utf8, detectEncodingFromByteOrderMarks: false, 1 << 16, leaveOpen: true);
        if (await reader.ReadLineAsync(cancellationToken) != Head) throw Damaged();
        Append(hash, Head);
        for (long count = 0; ; count++)
        {
            var line = await reader.ReadLineAsync(cancellationToken) ?? throw Damaged();
            if (line == EndLine(count, line, hash)) yield break;
            Append(hash, line);
            yield return Parse(line);
        }
    }

    private static SourceEntry Parse(string line)
    {
        var fields = line.Split('\t');
        return fields.Length == 4
            && long.TryParse(fields[1], NumberStyles.None, CultureInfo.InvariantCulture, out var length)
            && ContentDigest.TryParse(fields[3]) is not null
                ? new SourceEntry(Unescape(fields[0]), length, Unescape(fields[2]), fields[3])
                : throw Damaged();
    }

    /// <summary>The end line that would be right here, computed only for a line that may be one.</summary>
    private static string? EndLine(long count, string line, IncrementalHash hash) =>
        line.StartsWith(End, StringComparison.Ordinal) ? EndLine(count, hash) : null;

    private static string EndLine(long count, IncrementalHash hash) =>
        string.Create(CultureInfo.InvariantCulture, $"{End}\t{count}\t{Convert.ToHexStringLower(hash.GetCurrentHash())}");

    private static void Append(IncrementalHash hash, string line)
    {
        hash.AppendData(Utf8.GetBytes(line));
        hash.AppendData("\n"u8);
    }

    private static string Escape(string text) => !text.AsSpan().ContainsAny("\\\t\n\r") ? text : text
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("\t", "\\t", StringComparison.Ordinal)
        .Replace("\n", "\\n", StringComparison.Ordinal)
        .Replace("\r", "\\r", StringComparison.Ordinal);

    private static string Unescape(string text)
    {
        if (!text.Contains('\\', StringComparison.Ordinal)) return text;
        var plain = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length; at++)
        {
            plain.Append(text[at] != '\\' || ++at == text.Length ? text[Math.Min(at, text.Length - 1)] : text[at] switch
            {
                't' => '\t',
                'n' => '\n',
                'r' => '\r',
                var other => other,
            });
        }

        return plain.ToString();
    }

    private static InvalidDataException Damaged() => new("The source index is damaged.");
}
