using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace VividMed.Imaging;

/// <summary>The image that decoded rows go to: [row][column][component], little endian, one or two bytes a sample.</summary>
internal readonly ref struct SampleTarget(Span<byte> pixels, int width, int components, int sampleBytes)
{
    private readonly Span<byte> _pixels = pixels;

    public void Store(int y, int component, ReadOnlySpan<ushort> row, int shift)
    {
        var line = _pixels.Slice(y * width * components * sampleBytes, width * components * sampleBytes);
        if (sampleBytes == 2 && components == 1 && shift == 0 && BitConverter.IsLittleEndian)
        {
            row.CopyTo(MemoryMarshal.Cast<byte, ushort>(line));
            return;
        }

        for (int x = 0, at = component * sampleBytes; x < row.Length; x++, at += components * sampleBytes)
        {
            var value = (ushort)(row[x] << shift);
            if (sampleBytes == 1) line[at] = (byte)value;
            else BinaryPrimitives.WriteUInt16LittleEndian(line[at..], value);
        }
    }
}
