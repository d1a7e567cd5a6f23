using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace VividMed.Imaging.Jpeg;

/// <summary>The samples of one component of a transformed JPEG, at the component's own resolution.</summary>
internal sealed class SamplePlane
{
    private readonly ushort[] _samples;
    private readonly int _stride;
    private readonly int _width;
    private readonly int _height;

    private SamplePlane(ushort[] samples, int stride, int width, int height) =>
        (_samples, _stride, _width, _height) = (samples, stride, width, height);

    public static SamplePlane Of(CoefficientPlane plane, ushort[] quantization, int precision)
    {
        var factors = new int[64];
        for (var i = 0; i < 64; i++) factors[Zigzag.Natural[i]] = quantization[i];
        var stride = plane.BlocksAcross * 8;
        var samples = new ushort[stride * plane.BlocksDown * 8];
        for (var y = 0; y < plane.BlocksDown; y++)
        {
            for (var x = 0; x < plane.BlocksAcross; x++)
            {
                InverseTransform.Apply(plane.Block(x, y), factors, precision, samples.AsSpan((y * 8 * stride) + (x * 8)), stride);
            }
        }

        return new SamplePlane(samples, stride, plane.Width, plane.Height);
    }

    /// <summary>Stores the plane at the image's resolution.</summary>
    public void Store(SampleTarget target, int component, int width, int height)
    {
        var row = new ushort[width];
        for (var y = 0; y < height; y++)
        {
            var line = _samples.AsSpan((int)((long)y * _height / height) * _stride, _width);
            if (_width == width) target.Store(y, component, line, shift: 0);
            else
            {
                if (_width == (width + 1) / 2 && _height == height && _width > 2) Widen(line, row);
                else for (var x = 0; x < width; x++) row[x] = line[(int)((long)x * _width / width)];
                target.Store(y, component, row, shift: 0);
            }
        }
    }

    /// <summary>
    /// Twice the width: each new sample lies a quarter of a sample from the nearer old one, and weighs it three to one with the other.
    /// </summary>
    private static void Widen(ReadOnlySpan<ushort> line, Span<ushort> row)
    {
        for (var x = 0; x < row.Length; x++)
        {
            var (near, right) = (line[x / 2], x % 2);
            var far = line[Math.Clamp((x / 2) + (right == 1 ? 1 : -1), 0, line.Length - 1)];
            row[x] = (ushort)(((3 * near) + far + 1 + right) >> 2);
        }
    }
}

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
