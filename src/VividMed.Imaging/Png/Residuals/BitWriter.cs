using System.Buffers;
using System.Buffers.Binary;

namespace VividMed.Imaging.Png.Residuals;

/// <summary>Packs bits as deflate does, the first bit of a byte in its lowest place.</summary>
internal sealed class BitWriter(Stream output, int capacity) : IDisposable
{
    private readonly byte[] _bytes = ArrayPool<byte>.Shared.Rent(capacity + sizeof(ulong));
    private int _length;
    private ulong _bits;
    private int _count;

    /// <param name="bits">Of them the lowest are written, the lowest first; the others are 0.</param>
    /// <param name="count">At most 16.</param>
    public void Add(uint bits, int count)
    {
        _bits |= (ulong)bits << _count;
        _count += count;
        Store();
    }

    /// <summary>Writes the code of each byte: four at a time, which have no more than 48 bits beside the 7 that may wait.</summary>
    /// <param name="codes">By value: code | length &lt;&lt; 16, of at most 12 bits.</param>
    public void AddAll(ReadOnlySpan<byte> values, ReadOnlySpan<uint> codes)
    {
        var (bits, count, at) = (_bits, _count, _length);
        var target = _bytes.AsSpan();
        codes = codes[..256];
        var i = 0;
        for (; i + 4 <= values.Length; i += 4)
        {
            var four = values.Slice(i, 4);
            var (first, second, third, fourth) = (codes[four[0]], codes[four[1]], codes[four[2]], codes[four[3]]);
            bits |= (ulong)(first & 0xFFFF) << count;
            count += (int)(first >> 16);
            bits |= (ulong)(second & 0xFFFF) << count;
            count += (int)(second >> 16);
            bits |= (ulong)(third & 0xFFFF) << count;
            count += (int)(third >> 16);
            bits |= (ulong)(fourth & 0xFFFF) << count;
            count += (int)(fourth >> 16);
            BinaryPrimitives.WriteUInt64LittleEndian(target[at..], bits);
            at += count >> 3;
            bits >>= count & ~7;
            count &= 7;
        }

        (_bits, _count, _length) = (bits, count, at);
        foreach (var value in values[i..]) Add(codes[value] & 0xFFFF, (int)(codes[value] >> 16));
    }

    /// <summary>Hands whole bytes on; up to seven bits wait for the next block.</summary>
    public void Flush()
    {
        output.Write(_bytes, 0, _length);
        _length = 0;
    }

    /// <summary>Fills the last byte with zeros and hands everything on.</summary>
    public void End()
    {
        if (_count > 0) Add(0, 8 - _count);
        Flush();
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(_bytes);

    private void Store()
    {
        BinaryPrimitives.WriteUInt64LittleEndian(_bytes.AsSpan(_length), _bits);
        _length += _count >> 3;
        _bits >>= _count & ~7;
        _count &= 7;
    }
}
