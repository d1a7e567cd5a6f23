using System.Buffers.Binary;
using System.IO.Compression;
using System.Runtime.InteropServices;
using VividMed.Imaging.Streams;

namespace VividMed.Imaging.Nifti;

/// <summary>An open NIfTI file whose header is read and whose stream stands at the first voxel. Leaves the caller's streams open.</summary>
internal sealed class NiftiSource : IDisposable
{
    /// <summary>Deflate never shrinks data by more than this factor.</summary>
    private const long MaxDeflateRatio = 1032;

    private const int CiftiExtension = 32;
    private const int TrailingLimit = 1 << 24;

    private readonly Stream _stream;
    private readonly bool _compressed;
    private readonly Stream _file;
    private long _position;

    private NiftiSource(Stream file, Stream stream, bool compressed, NiftiHeader header, long? mostBytes)
    {
        (_file, _stream, _compressed, Header, _position) = (file, stream, compressed, header with { IsGzipped = compressed }, header.VoxelOffset);
        LengthIsKnown = mostBytes is not null;
        if (mostBytes < header.VoxelCount * header.Datatype.Size()) throw Truncated();
    }

    public NiftiHeader Header { get; }

    /// <summary>True where the input's length was known and leaves room for all voxels, so that they may be allocated at once.</summary>
    public bool LengthIsKnown { get; }

    public static NiftiSource Open(Stream stream) => Guard(() =>
    {
        var (content, compressed, mostBytes) = Unpack(stream);
        var header = NiftiHeaderReader.Read(content);
        if (header.IsPair) throw new ImageFormatException("missing-pair", "The header belongs to a pair of .hdr and .img; the .img with the voxels is missing.");

        SkipToVoxels(content, header, position: header.Version == 1 ? 348 : 540);
        return new NiftiSource(stream, content, compressed, header, mostBytes - (compressed ? 0 : header.VoxelOffset));
    });

    /// <summary>The header alone, checked, whether or not it is one half of a pair.</summary>
    public static NiftiHeader ReadHeader(Stream stream) => Guard(() =>
    {
        var (content, compressed, _) = Unpack(stream);
        using var inflated = compressed ? content : null;
        return NiftiHeaderReader.Read(content) with { IsGzipped = compressed };
    });

    public static NiftiSource OpenPair(Stream headerStream, Stream voxelStream) => Guard(() =>
    {
        var header = NiftiHeaderReader.Read(Unpack(headerStream).Content);
        if (!header.IsPair) throw new ImageFormatException("not-a-pair", "The header is not the .hdr of a pair.");

        var (content, compressed, mostBytes) = Unpack(voxelStream);
        Skip(content, header.VoxelOffset);
        return new NiftiSource(voxelStream, content, compressed, header, mostBytes - (compressed ? 0 : header.VoxelOffset));
    });

    /// <summary>Fills the buffer with the next stored voxels, in native byte order.</summary>
    public void Read(Span<byte> buffer)
    {
        try
        {
            var read = _stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
            _position += read;
            if (read < buffer.Length) throw GzipIsCut() ? BrokenGzip(null) : Truncated();
        }
        catch (InvalidDataException e)
        {
            throw BrokenGzip(e);
        }

        if (Header.BigEndian) Swap(buffer, Header.Datatype.Size());
    }

    /// <summary>Reads a gzip file to its end, so that its checksum is verified.</summary>
    public void Finish()
    {
        if (!_compressed) return;

        Guard(() =>
        {
            var rest = new byte[8192];
            var total = 0;
            for (var read = -1; read != 0 && total < TrailingLimit; total += read) read = _stream.Read(rest);
            return total;
        });
    }

    public void Dispose()
    {
        if (_compressed) _stream.Dispose();
    }

    /// <summary>The runtime ends a cut gzip stream silently; an intact one closes with its content's length.</summary>
    private bool GzipIsCut()
    {
        if (!_compressed || !_file.CanSeek) return false;

        Span<byte> length = stackalloc byte[4];
        _file.Seek(-length.Length, SeekOrigin.End);
        _file.ReadExactly(length);
        return BinaryPrimitives.ReadUInt32LittleEndian(length) != (uint)_position;
    }

    private static (Stream Content, bool Compressed, long? MostBytes) Unpack(Stream stream)
    {
        var start = new byte[2];
        var read = stream.ReadAtLeast(start, 2, throwOnEndOfStream: false);
        var compressed = read == 2 && start[0] == 0x1F && start[1] == 0x8B;
        long? left = null;
        if (stream.CanSeek)
        {
            stream.Seek(-read, SeekOrigin.Current);
            left = stream.Length - stream.Position;
        }
        else
        {
            stream = new PrefixedStream(start.AsMemory(0, read), stream);
        }

        return compressed
            ? (new GZipStream(stream, CompressionMode.Decompress, leaveOpen: true), true, left * MaxDeflateRatio)
            : (stream, false, left);
    }

    private static void SkipToVoxels(Stream stream, NiftiHeader header, long position)
    {
        Span<byte> flag = stackalloc byte[4];
        if (stream.ReadAtLeast(flag, 4, throwOnEndOfStream: false) < 4) throw Truncated();
        position += 4;
        Span<byte> start = stackalloc byte[8];
        while (flag[0] != 0 && position + 8 <= header.VoxelOffset)
        {
            if (stream.ReadAtLeast(start, 8, throwOnEndOfStream: false) < 8) throw Truncated();
            position += 8;
            var fields = new NiftiFields(start, header.BigEndian, wide: false);
            var (size, code) = (fields.Int32(0), fields.Int32(4));
            if (code == CiftiExtension) throw NiftiHeaderReader.Cifti();
            if (size < 16 || position + size - 8 > header.VoxelOffset) break;
            Skip(stream, size - 8);
            position += size - 8;
        }

        Skip(stream, header.VoxelOffset - position);
    }

    private static void Skip(Stream stream, long bytes)
    {
        var scratch = new byte[Math.Min(bytes, 8192)];
        for (var left = bytes; left > 0;)
        {
            var read = stream.Read(scratch.AsSpan(0, (int)Math.Min(left, scratch.Length)));
            if (read == 0) throw Truncated();
            left -= read;
        }
    }

    private static void Swap(Span<byte> bytes, int size)
    {
        if (size == 2) Reverse<short>(bytes, BinaryPrimitives.ReverseEndianness);
        else if (size == 4) Reverse<int>(bytes, BinaryPrimitives.ReverseEndianness);
        else if (size == 8) Reverse<long>(bytes, BinaryPrimitives.ReverseEndianness);
    }

    private static void Reverse<T>(Span<byte> bytes, Action<ReadOnlySpan<T>, Span<T>> reverse)
        where T : unmanaged
    {
        var values = MemoryMarshal.Cast<byte, T>(bytes);
        reverse(values, values);
    }

    private static T Guard<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (InvalidDataException e)
        {
            throw BrokenGzip(e);
        }
    }

    private static ImageFormatException BrokenGzip(InvalidDataException? inner) =>
        new("broken-gzip", "The gzip stream is damaged or ends too early.", inner);

    private static ImageFormatException Truncated() => new("truncated-voxels", "The file ends before its last voxel.");
}
