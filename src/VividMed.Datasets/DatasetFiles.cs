using System.IO.Compression;
using System.Text;

namespace VividMed.Datasets;

/// <summary>A dataset's folder. Every path from a table is checked to stay inside it before it is used.</summary>
internal sealed class DatasetFiles
{
    private const int LongestReport = 1 << 20;
    private readonly string _root;

    /// <exception cref="DatasetException">The folder does not exist.</exception>
    public DatasetFiles(string root)
    {
        _root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(root));
        if (!Directory.Exists(_root)) throw new DatasetException("missing-root", $"the dataset's folder {root} does not exist");
    }

    /// <exception cref="DatasetException">The path leads out of the root.</exception>
    public string Resolve(string relative)
    {
        var outside = relative.Length == 0 || relative.Contains('\0', StringComparison.Ordinal) || relative.Contains('\\', StringComparison.Ordinal) || Path.IsPathRooted(relative)
            || relative.Split('/').Contains("..");
        var full = outside ? "" : Path.GetFullPath(Path.Combine(_root, relative));
        return full.StartsWith(_root + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            ? full
            : throw new DatasetException("path-outside-root", "a table names a path that leads out of the dataset's folder: the table is damaged or not to be trusted");
    }

    public bool Exists(string relative) => File.Exists(Resolve(relative));

    /// <summary>The first of the paths that exists, or null.</summary>
    public string? FirstExisting(params ReadOnlySpan<string> candidates)
    {
        foreach (var candidate in candidates)
        {
            if (Exists(candidate)) return candidate;
        }

        return null;
    }

    /// <summary>The bytes of an image; a gzip layer round a DICOM file is taken off.</summary>
    public Stream OpenImage(StudyImage image)
    {
        var path = Resolve(image.Path);
        if (!File.Exists(path)) throw new DatasetException("missing-file", $"image {image.Id} has gone from the dataset's folder");
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
        return path.EndsWith(".dcm.gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(file, CompressionMode.Decompress) : file;
    }

    /// <summary>A whole small file (length 0) or a range of one.</summary>
    /// <exception cref="DatasetException">It is missing, too long or shorter than the range.</exception>
    public async Task<byte[]> ReadReportAsync(string study, ReportReference? report, CancellationToken cancellation)
    {
        var path = report is null ? null : Resolve(report.Path);
        if (report is null || !File.Exists(path)) throw new DatasetException("missing-report", $"study {study} has no report file");
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 4096, FileOptions.Asynchronous);
        var length = report.Length == 0 ? file.Length - report.Offset : report.Length;
        if (length > LongestReport) throw new DatasetException("report-too-long", $"the report of study {study} is longer than {LongestReport} bytes");
        if (report.Offset < 0 || length < 0 || report.Offset + length > file.Length) throw new DatasetException("missing-report", $"the table of reports changed since study {study} was listed: plan again");
        file.Position = report.Offset;
        var bytes = new byte[length];
        await file.ReadExactlyAsync(bytes, cancellation);
        return bytes;
    }

    /// <summary>The file's text without a byte order mark.</summary>
    public static string Decode(ReadOnlySpan<byte> bytes) => Encoding.UTF8.GetString(bytes).TrimStart('\uFEFF');
}
