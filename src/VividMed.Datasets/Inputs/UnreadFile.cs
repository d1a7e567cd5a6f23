using VividMed.Datasets.Reports;

namespace VividMed.Datasets.Inputs;

/// <summary>What stands for the digest of a file that could not be read, so that its repair is known as a change of its study.</summary>
public static class UnreadFile
{
    /// <summary>For an image, which is looked for again by the next run.</summary>
    public const string Digest = "unread";

    /// <summary>For a report that says nothing or cannot be unpacked: it is known by its state, for the same file fails alike.</summary>
    public static string DigestOf(ReportReference? report) =>
        report is { Stamp.Length: > 0 } ? $"{Digest} {report.Bytes} {report.Stamp}" : Digest;
}
