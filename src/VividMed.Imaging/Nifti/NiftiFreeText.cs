using System.Buffers.Binary;
using System.IO.Compression;
using VividMed.Imaging.Streams;

namespace VividMed.Imaging.Nifti;

/// <summary>
/// Takes out of a NIfTI file what is no image and may name a patient: the header's free text, its extensions, the file name and time that
/// gzip keeps, and whatever follows the voxels.
/// </summary>
public static class NiftiFreeText
{
    private const int PieceBytes = 1 << 20;
    private const int GzipHeader = 10;

    /// <summary>data_type, db_name, descrip, aux_file, intent_name.</summary>
    private static readonly (int Start, int Length)[] Texts1 = [(4, 10), (14, 18), (148, 80), (228, 24), (328, 16)];

    /// <summary>descrip, aux_file, intent_name, unused_str.</summary>
    private static readonly (int Start, int Length)[] Texts2 = [(240, 80), (320, 24), (508, 16), (525, 15)];

    /// <summary>
    /// The same array where there is nothing of the kind. Else a gzipped file whose voxels, scaling and geometry are the same to the bit;
    /// it is compressed again only where more than gzip's own header is in the way.
    /// </summary>
    /// <param name="content">A single-file NIfTI, gzipped or plain.</param>
    /// <exception cref="ImageFormatException">The header is none, or the file ends before its last voxel.</exception>
    public static byte[] Remove(byte[] content)
    {
        ArgumentNullException.ThrowIfNull(content);
        var compressed = content is [0x1F, 0x8B, ..];
        try
        {
            using var file = new MemoryStream(content, writable: false);
            using Stream plain = compressed ? new GZipStream(file, CompressionMode.Decompress) : file;
            var start = ReadStart(plain);
            var header = NiftiHeaderReader.Read(new MemoryStream(start, writable: false));
            var voxels = header.VoxelCount * header.Datatype.Size();
            if (!compressed || HoldsText(start, header) || !EndsAfter(content, header.VoxelOffset + voxels)) return Rewrite(plain, start, header, voxels);
            return content.AsSpan(3, 5).IndexOfAnyExcept((byte)0) < 0 ? content : WithPlainGzipHeader(content);
        }
        catch (InvalidDataException broken)
        {
            throw new ImageFormatException("broken-gzip", "The gzip stream is damaged or ends too early.", broken);
        }
    }

    /// <summary>The header with the four bytes that tell of extensions; shorter where the file is.</summary>
    private static byte[] ReadStart(Stream plain)
    {
        var start = new byte[544];
        var read = plain.ReadAtLeast(start.AsSpan(0, 352), 352, throwOnEndOfStream: false);
        var wanted = read >= 4 && (start.AsSpan(0, 4).SequenceEqual((ReadOnlySpan<byte>)[0x1C, 2, 0, 0]) || start.AsSpan(0, 4).SequenceEqual((ReadOnlySpan<byte>)[0, 0, 2, 0x1C])) ? 544 : 352;
        if (read == 352 && wanted > read) read += plain.ReadAtLeast(start.AsSpan(read), wanted - read, throwOnEndOfStream: false);
        return start[..read];
    }

    private static bool HoldsText(ReadOnlySpan<byte> start, NiftiHeader header)
    {
        foreach (var (at, length) in TextsOf(header))
        {
            if (start.Slice(at, length).IndexOfAnyExcept((byte)0) >= 0) return true;
        }

        return header.VoxelOffset > start.Length || start[^4..].IndexOfAnyExcept((byte)0) >= 0;
    }

    /// <summary>Gzip ends with its content's length: another one stands there where more follows the voxels, or the gzip stream.</summary>
    private static bool EndsAfter(ReadOnlySpan<byte> content, long length) =>
        BinaryPrimitives.ReadUInt32LittleEndian(content[^4..]) == (uint)length;

    private static byte[] Rewrite(Stream plain, byte[] start, NiftiHeader header, long voxels)
    {
        if (start.Length < SizeOf(header)) throw Truncated();
        Skip(plain, header.VoxelOffset - start.Length);
        foreach (var (at, length) in TextsOf(header)) start.AsSpan(at, length).Clear();
        start.AsSpan(start.Length - 4).Clear();
        PutVoxelOffset(start, header);

        using var content = new MemoryStream();
        using (var gzip = new DeterministicGzipStream(content))
        {
            gzip.Write(start);
            var piece = new byte[PieceBytes];
            for (var left = voxels; left > 0;)
            {
                // Whole pieces, for what deflate makes depends on them.
                var next = piece.AsSpan(0, (int)Math.Min(left, piece.Length));
                if (plain.ReadAtLeast(next, next.Length, throwOnEndOfStream: false) < next.Length) throw Truncated();
                gzip.Write(next);
                left -= next.Length;
            }
        }

        return content.ToArray();
    }

    private static void Skip(Stream plain, long bytes)
    {
        var piece = new byte[Math.Clamp(bytes, 0, PieceBytes)];
        while (bytes > 0)
        {
            var read = plain.Read(piece, 0, (int)Math.Min(bytes, piece.Length));
            if (read == 0) throw Truncated();
            bytes -= read;
        }
    }

    private static void PutVoxelOffset(Span<byte> start, NiftiHeader header)
    {
        switch (header)
        {
            case { Version: 1, BigEndian: true }: BinaryPrimitives.WriteSingleBigEndian(start[108..], start.Length); break;
            case { Version: 1 }: BinaryPrimitives.WriteSingleLittleEndian(start[108..], start.Length); break;
            case { BigEndian: true }: BinaryPrimitives.WriteInt64BigEndian(start[168..], start.Length); break;
            default: BinaryPrimitives.WriteInt64LittleEndian(start[168..], start.Length); break;
        }
    }

    /// <summary>The same deflated bytes behind a header without name, comment, further fields and time.</summary>
    private static byte[] WithPlainGzipHeader(ReadOnlySpan<byte> content)
    {
        var flags = content[3];
        var at = GzipHeader;
        if ((flags & 4) != 0) at += 2 + BinaryPrimitives.ReadUInt16LittleEndian(content[at..]);
        if ((flags & 8) != 0) at += content[at..].IndexOf((byte)0) + 1;
        if ((flags & 16) != 0) at += content[at..].IndexOf((byte)0) + 1;
        if ((flags & 2) != 0) at += 2;
        return [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255, .. content[at..]];
    }

    private static (int Start, int Length)[] TextsOf(NiftiHeader header) => header.Version == 1 ? Texts1 : Texts2;

    private static int SizeOf(NiftiHeader header) => header.Version == 1 ? 352 : 544;

    private static ImageFormatException Truncated() => new("truncated-voxels", "The file ends before its last voxel.");
}
