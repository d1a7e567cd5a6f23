namespace VividMed.Imaging;

/// <summary>Bits, most significant first, with a zero byte stuffed behind every 0xFF.</summary>
internal sealed class JpegBitWriter(Stream output)
{
    private ulong _bits;
    private int _count;

    public void Write(uint value, int count)
    {
        _bits = (_bits << count) | value;
        for (_count += count; _count >= 8; _count -= 8) WriteByte((byte)(_bits >> (_count - 8)));
    }

    /// <summary>Fills the last byte with ones.</summary>
    public void Flush()
    {
        if (_count > 0) Write((1u << (8 - _count)) - 1, 8 - _count);
    }

    private void WriteByte(byte value)
    {
        output.WriteByte(value);
        if (value == 0xFF) output.WriteByte(0);
    }
}
