using VividMed.Imaging.Dicom;
using VividMed.Imaging.Jpeg;
using VividMed.Imaging.Tests.Dicom;

namespace VividMed.Imaging.Tests.Codecs;

/// <summary>Codestreams in pieces, with comments and with bytes behind their end.</summary>
public sealed class CodestreamTests
{
    private static readonly byte[] Comment = [0xFF, 0xFE, 0, 9, .. "written"u8];

    public static TheoryData<string> Streams => ["lossless", "baseline", "gray12-extended.jpg", "gray12-progressive.jpg", "gray12.jls", "gray12.j2k", "gray12.htj2k"];

    [Theory]
    [MemberData(nameof(Streams))]
    public void Pieces_comments_and_trailing_bytes_change_nothing(string name)
    {
        var (plain, bits, stream) = Sample(name);
        var expected = NativeCodecs.DecodeOrSkip(File(bits, [plain])).Pixels;
        Assert.Equal(expected, File(bits, [stream[..20], stream[20..40], stream[40..]]).DecodeImage().Pixels);
        Assert.Equal(expected, File(bits, [[.. stream, 0]]).DecodeImage().Pixels);
        Assert.Equal(expected, File(bits, [[.. stream, .. new byte[40]]]).DecodeImage().Pixels);
    }

    /// <summary>The stream as it is, and with a comment behind its first marker where its format has such.</summary>
    private static (byte[] Plain, int Bits, byte[] Commented) Sample(string name)
    {
        var values = Enumerable.Range(0, CodecSample.Width * CodecSample.Height).Select(static i => i * 3 % 256).ToArray();
        byte[] plain;
        if (name == "lossless")
        {
            plain = LosslessJpegEncoder.Encode([.. values.Select(static value => (ushort)value)], new LosslessJpegParameters(CodecSample.Width, CodecSample.Height, 8));
        }
        else if (name == "baseline")
        {
            var jpeg = new MemoryStream();
            JpegCodec.WriteGray(jpeg, new GrayImage(CodecSample.Width, CodecSample.Height, [.. values.Select(static value => (byte)value)]));
            plain = jpeg.ToArray();
        }
        else
        {
            plain = CodecSample.Codestream(name);
        }

        return (plain, name is "lossless" or "baseline" ? 8 : 16, plain[1] == 0xD8 ? [.. plain[..2], .. Comment, .. plain[2..]] : plain);
    }

    private static DicomFile File(int bits, byte[][] fragments) =>
        new DicomFileBuilder(DicomEncoding.ExplicitLittle, "1.2.840.10008.1.2.4.90").Image(CodecSample.Height, CodecSample.Width, bits).Fragments([], fragments).Read();
}
