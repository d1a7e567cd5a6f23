using System.Buffers;
using System.Buffers.Binary;
using VividMed.Imaging.Png.Residuals;

namespace VividMed.Imaging.Png;

/// <summary>
/// A zlib stream (RFC 1950, RFC 1951) of what a PNG's filters leave over: Huffman codes made for each block, and runs of one value, but no
/// search for repetitions. The bytes are decided here and not by a library, so that no later runtime changes them.
/// </summary>
internal sealed class ResidualStream : Stream
{
    /// <summary>Codes follow the picture from block to block, and a block stays in the processor's cache.</summary>
    private const int BlockBytes = 1 << 17;

    private readonly Stream _output;
    private readonly DeflateWriter _writer;
    private readonly byte[] _block = ArrayPool<byte>.Shared.Rent(BlockBytes);
    private uint _checksum = 1;
    private int _filled;
    private bool _isEnded;

    /// <param name="output">Stays open.</param>
    public ResidualStream(Stream output)
    {
        _output = output;
        _writer = new DeflateWriter(output, BlockBytes);
        // A window of 32 KiB, made with little effort.
        output.Write([0x78, 0x01]);
    }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            if (_filled == BlockBytes) EndBlock(isLast: false);
            var taken = Math.Min(buffer.Length, BlockBytes - _filled);
            buffer[..taken].CopyTo(_block.AsSpan(_filled));
            _filled += taken;
            buffer = buffer[taken..];
        }
    }

    /// <summary>What is written comes out block by block.</summary>
    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    /// <summary>Ends the stream; the one below stays open.</summary>
    protected override void Dispose(bool disposing)
    {
        if (disposing && !_isEnded)
        {
            _isEnded = true;
            EndBlock(isLast: true);
            Span<byte> checksum = stackalloc byte[4];
            BinaryPrimitives.WriteUInt32BigEndian(checksum, _checksum);
            _output.Write(checksum);
            ArrayPool<byte>.Shared.Return(_block);
            _writer.Dispose();
        }

        base.Dispose(disposing);
    }

    private void EndBlock(bool isLast)
    {
        var block = _block.AsSpan(0, _filled);
        _checksum = Adler32.Append(_checksum, block);
        _writer.Write(block, isLast);
        _filled = 0;
    }
}
