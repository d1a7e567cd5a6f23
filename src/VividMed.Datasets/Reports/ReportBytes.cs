using System.Text;
using VividMed.Datasets.Files;

namespace VividMed.Datasets.Reports;

/// <summary>Fetches a report's bytes, a whole small file or a range of a large one.</summary>
internal static class ReportBytes
{
    /// <summary>No report is longer, in bytes.</summary>
    public const int Longest = 1 << 20;

    /// <exception cref="DatasetException">It is missing, too long or shorter than the range.</exception>
    public static async Task<byte[]> ReadAsync(
        IDatasetFiles files, string study, ReportReference? report, CancellationToken cancellationToken)
    {
        var whole = report?.Form == ReportForm.Text;
        var most = whole ? Longest + 1 : report?.Length ?? 0;
        await using var stream = report is null ? null : await files.OpenReadAsync(report.Path, report.Offset, most, cancellationToken);
        if (stream is null) throw new DatasetException("missing-report", $"study {study} has no report file");
        var bytes = new byte[whole ? 4096 : most];
        var read = 0;
        while (true)
        {
            read += await stream.ReadAtLeastAsync(bytes.AsMemory(read), bytes.Length - read, throwOnEndOfStream: false, cancellationToken);
            if (read < bytes.Length || read >= most) break;
            Array.Resize(ref bytes, Math.Min(most, bytes.Length * 4));
        }

        if (whole && read > Longest)
        {
            throw new DatasetException("report-too-long", $"the report of study {study} is longer than {Longest} bytes");
        }

        if (report!.Form == ReportForm.CsvRecord && read < report.Length)
        {
            throw new DatasetException("missing-report", $"the table of reports changed since study {study} was listed: plan again");
        }

        return read == bytes.Length ? bytes : bytes[..read];
    }

    /// <summary>UTF-8, or Latin-1 where the bytes are no UTF-8; without a byte order mark.</summary>
    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        var encoding = System.Text.Unicode.Utf8.IsValid(bytes) ? Encoding.UTF8 : Encoding.Latin1;
        return encoding.GetString(bytes).TrimStart('\uFEFF');
    }
}
