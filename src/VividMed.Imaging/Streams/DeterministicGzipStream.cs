using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;

namespace VividMed.Imaging.Streams;

/// <summary>
/// Gzip for writing with a fixed header: no time, no name, operating system "unknown", which the runtime's own stream sets by
/// platform. Leaves the inner stream open.
/// </summary>
internal sealed class DeterministicGzipStream : Stream
{
    private readonly Stream _inner;
    private readonly DeflateStream _deflate;
    private readonly Crc32 _crc = new();
    private uint _length;
    private bool _finished;

    public DeterministicGzipStream(Stream inner)
    {
        _inner = inner;
        inner.Write([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255]);
        _deflate = new DeflateStream(inner, CompressionLevel.Optimal, leaveOpen: true);
    }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        _deflate.Write(buffer);
        _crc.Append(buffer);
        _length += (uint)buffer.Length;
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush() => _deflate.Flush();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_finished)
        {
            _finished = true;
            _deflate.Dispose();
            Span<byte> trailer = stackalloc byte[8];
            BinaryPrimitives.WriteUInt32LittleEndian(trailer, _crc.GetCurrentHashAsUInt32());
            BinaryPrimitives.WriteUInt32LittleEndian(trailer[4..], _length);
            _inner.Write(trailer);
        }

        base.Dispose(disposing);
    }
}
