using System.Buffers.Binary;
using System.Numerics;

namespace VividMed.Imaging.Jpeg;

/// <summary>Encodes lossless JPEG (ITU-T T.81 process 14) with one fixed Huffman table: quick and simple rather than smallest.</summary>
internal static class LosslessJpegEncoder
{
    /// <summary>Codes per length 1 to 16 for the 17 difference categories in order.</summary>
    private static readonly byte[] CodesPerLength = [0, 1, 5, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0];

    private static readonly (uint Code, int Length)[] Codes = MakeCodes();

    /// <param name="pixels">Row-major, components interleaved, each below 2 to the power of the precision.</param>
    /// <param name="parameters">The form of the codestream.</param>
    public static byte[] Encode(ReadOnlySpan<ushort> pixels, LosslessJpegParameters parameters)
    {
        var output = new MemoryStream();
        output.Write([0xFF, 0xD8]);
        WriteFrameHeader(output, parameters);
        var scans = parameters.Interleaved ? 1 : parameters.Components;
        for (var scan = 0; scan < scans; scan++)
        {
            var components = parameters.Interleaved ? Enumerable.Range(0, parameters.Components).ToArray() : [scan];
            WriteScan(output, pixels, parameters, components);
        }

        output.Write([0xFF, 0xD9]);
        return output.ToArray();
    }

    private static void WriteFrameHeader(MemoryStream output, LosslessJpegParameters parameters)
    {
        var frame = new List<byte> { (byte)parameters.Precision };
        AddUInt16(frame, parameters.Height);
        AddUInt16(frame, parameters.Width);
        frame.Add((byte)parameters.Components);
        for (var c = 0; c < parameters.Components; c++) frame.AddRange([(byte)(c + 1), 0x11, 0]);
        WriteSegment(output, 0xC3, frame);
        WriteSegment(output, 0xC4, [0, .. CodesPerLength, .. Enumerable.Range(0, 17).Select(static category => (byte)category)]);
        if (parameters.RestartRows == 0) return;
        var restart = new List<byte>();
        AddUInt16(restart, parameters.RestartRows * parameters.Width);
        WriteSegment(output, 0xDD, restart);
    }

    private static void WriteScan(MemoryStream output, ReadOnlySpan<ushort> pixels, LosslessJpegParameters parameters, int[] components)
    {
        WriteSegment(output, 0xDA,
            [(byte)components.Length, .. components.SelectMany(static c => new[] { (byte)(c + 1), (byte)0 }), (byte)parameters.Predictor, 0, (byte)parameters.PointTransform]);
        var bits = new JpegBitWriter(output);
        var firstRow = 0;
        for (var y = 0; y < parameters.Height; y++)
        {
            if (parameters.RestartRows > 0 && y > 0 && y % parameters.RestartRows == 0)
            {
                bits.Flush();
                output.Write([0xFF, (byte)(0xD0 + (((y / parameters.RestartRows) - 1) % 8))]);
                firstRow = y;
            }

            for (var x = 0; x < parameters.Width; x++)
            {
                foreach (var c in components) WriteDifference(bits, Difference(pixels, parameters, x, y, c, firstRow));
            }
        }

        bits.Flush();
    }

    private static short Difference(
        ReadOnlySpan<ushort> pixels, LosslessJpegParameters parameters, int x, int y, int component, int firstRow)
    {
        var step = parameters.Components;
        var at = (((y * parameters.Width) + x) * step) + component;
        var shift = parameters.PointTransform;
        var up = parameters.Width * step;
        var prediction = (x, y - firstRow) switch
        {
            (0, 0) => 1 << (parameters.Precision - shift - 1),
            (_, 0) => pixels[at - step] >> shift,
            (0, _) => pixels[at - up] >> shift,
            _ => LosslessPredictor.Predict(
                parameters.Predictor, pixels[at - step] >> shift, pixels[at - up] >> shift, pixels[at - up - step] >> shift),
        };
        return (short)((pixels[at] >> shift) - prediction);
    }

    private static void WriteDifference(JpegBitWriter bits, short difference)
    {
        var category = difference == short.MinValue ? 16 : 32 - BitOperations.LeadingZeroCount((uint)Math.Abs((int)difference));
        var (code, length) = Codes[category];
        bits.Write(code, length);
        if (category is > 0 and < 16) bits.Write((uint)(difference < 0 ? difference - 1 : difference) & ((1u << category) - 1), category);
    }

    private static (uint Code, int Length)[] MakeCodes()
    {
        var codes = new List<(uint, int)>();
        var code = 0u;
        for (var length = 1; length <= 16; length++, code <<= 1)
        {
            for (var i = 0; i < CodesPerLength[length - 1]; i++) codes.Add((code++, length));
        }

        return [.. codes];
    }

    private static void AddUInt16(List<byte> target, int value) => target.AddRange([(byte)(value >> 8), (byte)value]);

    private static void WriteSegment(MemoryStream output, byte marker, List<byte> content)
    {
        Span<byte> head = [0xFF, marker, 0, 0];
        BinaryPrimitives.WriteUInt16BigEndian(head[2..], (ushort)(content.Count + 2));
        output.Write(head);
        output.Write([.. content]);
    }
}

/// <summary>What a lossless JPEG codestream is to look like. Restart intervals are whole rows, as the standard demands.</summary>
internal sealed record LosslessJpegParameters(
    int Width,
    int Height,
    int Precision,
    int Components = 1,
    int Predictor = 1,
    int PointTransform = 0,
    int RestartRows = 0,
    bool Interleaved = true);

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
