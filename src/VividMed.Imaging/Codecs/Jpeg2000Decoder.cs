using System.Buffers.Binary;

namespace VividMed.Imaging.Codecs;

/// <summary>Decodes JPEG 2000 (ITU-T T.800) by OpenJPEG 2.5, and HTJ2K (ITU-T T.814) by the same in a process of its own.</summary>
internal static class Jpeg2000Decoder
{
    private const int True = 1;

    /// <summary>An empty codestream of a large image is possible, one of a huge image is an attack.</summary>
    private const long MaximumSamplesPerByte = 1 << 16;

    /// <summary>Reads a frame's own header and checks it against the data set, before anything is allocated.</summary>
    public static void Check(ReadOnlySpan<byte> frame, PixelLayout layout, long limit)
    {
        OptionalLibrary.OpenJpeg.Require();
        var codestream = Jpeg2000Header.Codestream(frame);
        var header = Jpeg2000Header.Read(codestream);
        if (header.Width != layout.Columns || header.Height != layout.Rows || header.Components != layout.Samples)
            throw new ImageFormatException(
                "codestream-mismatch",
                $"the JPEG 2000 image has {header.Components} x {header.Width} x {header.Height} samples, the data set {layout.Samples} x {layout.Columns} x {layout.Rows}");
        if (header.Precision > 8 * layout.SampleBytes || layout.BitsAllocated is not (1 or 8 or 16 or 32))
            throw new ImageFormatException(
                "codestream-mismatch", $"{header.Precision}-bit JPEG 2000 samples do not go with {layout.BitsAllocated} bits allocated");

        // The decoder holds four bytes a sample, and as many again for the wavelet.
        var samples = (long)header.Width * header.Height * header.Components;
        if (samples * 4 > limit)
        {
            throw new ImageFormatException(
                "image-too-large", $"{header.Width} x {header.Height} pixels of JPEG 2000 exceed the limit of {limit} bytes");
        }

        if (samples > codestream.Length * MaximumSamplesPerByte)
        {
            throw new ImageFormatException(
                "truncated-pixel-data", $"{codestream.Length} bytes of JPEG 2000 cannot hold {header.Width} x {header.Height} pixels");
        }
    }

    /// <summary>
    /// Decodes a checked frame into [row][column][component], little endian, in the allocated width, and gives its header.
    /// </summary>
    public static Jpeg2000Header Decode(ReadOnlySpan<byte> frame, PixelLayout layout, Span<byte> target)
    {
        var codestream = Jpeg2000Header.Codestream(frame);
        var header = Jpeg2000Header.Read(codestream);
        if (!Jpeg2000Header.MayUseHighThroughput(codestream))
        {
            DecodeNative(codestream, layout, target);
            return header;
        }

        var decoded = Jpeg2000Process.Decode(codestream, header);
        var plane = decoded.Length / header.Components;
        for (var c = 0; c < layout.Samples; c++)
        {
            StoreComponent(Widened(decoded.AsSpan(c * plane, plane), header.Precision), 32 - header.Precision, layout, c, target);
        }

        return header;
    }

    private static int[] Widened(ReadOnlySpan<byte> plane, int precision)
    {
        var values = new int[precision > 8 ? plane.Length / 2 : plane.Length];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = precision > 8 ? BinaryPrimitives.ReadUInt16LittleEndian(plane[(2 * i)..]) : plane[i];
        }

        return values;
    }

    private static unsafe void DecodeNative(ReadOnlySpan<byte> codestream, PixelLayout layout, Span<byte> target)
    {
        fixed (byte* data = codestream)
        {
            var source = new MemorySource { Data = data, Length = codestream.Length };
            var stream = OpenJpeg.CreateStream((nuint)Math.Clamp(codestream.Length, 64, 1 << 20), True);
            var codec = OpenJpeg.CreateDecompress(OpenJpeg.BareCodestream);
            OpenJpeg.Image* image = null;
            try
            {
                OpenJpeg.SetUserData(stream, &source, 0);
                OpenJpeg.SetUserDataLength(stream, (ulong)codestream.Length);
                OpenJpeg.SetRead(stream, &MemorySource.Read);
                OpenJpeg.SetSkip(stream, &MemorySource.Skip);
                OpenJpeg.SetSeek(stream, &MemorySource.Seek);
                var parameters = stackalloc byte[OpenJpeg.ParameterBytes];
                OpenJpeg.SetDefaultParameters(parameters);
                if (OpenJpeg.SetupDecoder(codec, parameters) != True || OpenJpeg.ReadHeader(stream, codec, &image) != True || OpenJpeg.Decode(codec, stream, image) != True)
                    throw new ImageFormatException("malformed-codestream", "the JPEG 2000 decoder gave up: the codestream is damaged or cut off");
                Store(image, layout, target);
            }
            finally
            {
                OpenJpeg.DestroyImage(image);
                OpenJpeg.DestroyCodec(codec);
                OpenJpeg.DestroyStream(stream);
            }
        }
    }

    /// <summary>
    /// The sign of the codestream may contradict the data set, which is to be trusted: the coded bits are kept, and extended to the
    /// allocated width by the data set's sign.
    /// </summary>
    private static unsafe void Store(OpenJpeg.Image* image, PixelLayout layout, Span<byte> target)
    {
        if (image->ComponentCount != layout.Samples)
        {
            throw new ImageFormatException("malformed-codestream", "the JPEG 2000 image changes its components");
        }

        for (var c = 0; c < layout.Samples; c++)
        {
            var component = image->Components[c];
            if (component.Data is null || component.Width != layout.Columns || component.Height != layout.Rows || component.Precision is < 1 or > 32)
                throw new ImageFormatException("malformed-codestream", "the JPEG 2000 decoder left out a component");
            var values = new ReadOnlySpan<int>(component.Data, layout.Rows * layout.Columns);
            StoreComponent(values, 32 - (int)component.Precision, layout, c, target);
        }
    }

    private static void StoreComponent(ReadOnlySpan<int> values, int shift, PixelLayout layout, int component, Span<byte> target)
    {
        var (size, step) = (layout.SampleBytes, layout.SampleBytes * layout.Samples);
        var signed = layout.Representation == 1;
        for (int i = 0, at = component * size; i < values.Length; i++, at += step)
        {
            var value = signed ? values[i] << shift >> shift : (int)((uint)values[i] << shift >> shift);
            if (size == 2) BinaryPrimitives.WriteInt16LittleEndian(target[at..], (short)value);
            else if (size == 1) target[at] = (byte)value;
            else BinaryPrimitives.WriteInt32LittleEndian(target[at..], value);
        }
    }
}
