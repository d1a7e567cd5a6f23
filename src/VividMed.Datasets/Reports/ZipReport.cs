using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;

namespace VividMed.Datasets.Reports;

/// <summary>Takes a report out of the bytes of its archive member. What comes out is bounded, whatever the archive claims.</summary>
internal static class ZipReport
{
    private const int HeaderLength = 30;
    private const int Stored = 0;
    private const int Deflated = 8;

    /// <summary>Room for a local header's name and extra field.</summary>
    private const int Slack = 4096;

    /// <summary>Where to read a member, or null with the reason when it cannot be a report.</summary>
    /// <param name="name">What the member is called in the source index.</param>
    public static ReportReference? Locate(string archive, ZipMember member, string name, out string? reason)
    {
        reason = member.Encrypted || member.Method is not (Stored or Deflated) ? "unreadable-report" : member.CompressedLength > ReportBytes.Longest ? "report-too-long" : null;
        return reason is not null ? null : new ReportReference(
            archive, ReportForm.ZipMember, member.HeaderOffset, checked(HeaderLength + Slack + (int)member.CompressedLength),
            member.CompressedLength, StampOf(member.Crc), Member: name);
    }

    /// <exception cref="DatasetException">The member is damaged or longer than any report.</exception>
    /// <param name="report">As the archive's directory had it: an archive that was replaced since has another study's report at that place.</param>
    public static byte[] Unpack(byte[] member, ReportReference report, string study)
    {
        var text = Unpack(member, study);
        return StampOf(Crc32.HashToUInt32(text)) == report.Stamp ? text : throw Damaged(study);
    }

    /// <exception cref="DatasetException">The member is damaged or longer than any report.</exception>
    public static byte[] Unpack(byte[] member, string study)
    {
        if (member.Length < HeaderLength || !member.AsSpan().StartsWith("PK\x03\x04"u8)) throw Damaged(study);
        var method = BinaryPrimitives.ReadUInt16LittleEndian(member.AsSpan(8));
        long compressed = BinaryPrimitives.ReadUInt32LittleEndian(member.AsSpan(18));
        long full = BinaryPrimitives.ReadUInt32LittleEndian(member.AsSpan(22));
        long nowhere = 0;
        var described = (BinaryPrimitives.ReadUInt16LittleEndian(member.AsSpan(6)) & 8) != 0;
        var extra = HeaderLength + BinaryPrimitives.ReadUInt16LittleEndian(member.AsSpan(26));
        var start = extra + BinaryPrimitives.ReadUInt16LittleEndian(member.AsSpan(28));
        if (start > member.Length) throw Damaged(study);
        ZipDirectory.Widen(member.AsSpan(extra..start), ref full, ref compressed, ref nowhere);
        if (method == Stored && (described || compressed < 0 || compressed > member.Length - start)) throw Damaged(study);
        var text = method switch
        {
            Stored => member.AsSpan(start, (int)compressed).ToArray(),
            Deflated => Inflate(member, start, study),
            _ => throw Damaged(study),
        };
        return described || text.Length == full ? text : throw Damaged(study);
    }

    private static byte[] Inflate(byte[] member, int start, string study)
    {
        using var inflating = new DeflateStream(
            new MemoryStream(member, start, member.Length - start, writable: false), CompressionMode.Decompress);
        using var text = new MemoryStream();
        var piece = new byte[1 << 13];
        try
        {
            for (int read; (read = inflating.Read(piece)) > 0;)
            {
                text.Write(piece, 0, read);
                if (text.Length > ReportBytes.Longest)
                {
                    throw new DatasetException(
                        "report-too-long", $"the report of study {study} is longer than {ReportBytes.Longest} bytes");
                }
            }
        }
        catch (InvalidDataException broken)
        {
            throw new DatasetException(
                "broken-report", $"the report of study {study} is damaged in its archive: download it again", broken);
        }

        return text.ToArray();
    }

    private static string StampOf(uint crc) => $"crc:{crc:x8}";

    private static DatasetException Damaged(string study) =>
        new("broken-report", $"the report of study {study} is damaged in its archive: download it again");
}
