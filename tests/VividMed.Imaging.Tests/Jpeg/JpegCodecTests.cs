using VividMed.Imaging.Jpeg;
using VividMed.Imaging.Tests.Dicom;

namespace VividMed.Imaging.Tests.Jpeg;

public sealed class JpegCodecTests
{
    [Fact]
    public void A_smooth_image_comes_back_almost_as_it_was()
    {
        var image = new GrayImage(101, 67, [.. Enumerable.Range(0, 101 * 67).Select(static i => (byte)((i % 101) + (i / 101)))]);
        var read = JpegCodec.ReadGray(Written(image));
        Assert.Equal((101, 67), (read.Width, read.Height));
        Assert.InRange(image.Pixels.Zip(read.Pixels, static (a, b) => Math.Abs(a - b)).Max(), 0, 4);
    }

    [Fact]
    public void The_same_image_gives_the_same_bytes()
    {
        var image = new GrayImage(16, 16, [.. Enumerable.Range(0, 256).Select(static i => (byte)i)]);
        Assert.Equal(Written(image).ToArray(), Written(image).ToArray());
    }

    [Fact]
    public void What_is_written_is_a_baseline_jpeg_of_one_component()
    {
        var header = JpegFrameHeader.Read(Written(new GrayImage(9, 5, new byte[45])).ToArray());
        Assert.Equal((0xC0, 8, 9, 5, 1), (header.Process, header.Precision, header.Width, header.Height, header.Components.Length));
    }

    [Fact]
    public void A_cut_file_is_refused()
    {
        var image = new GrayImage(64, 64, [.. RandomImages.Pixels(64 * 64, bits: 8, seed: 2).Select(static value => (byte)value)]);
        var bytes = Written(image).ToArray();
        Assert.Equal("truncated-pixel-data", Assert.Throws<ImageFormatException>(() => JpegCodec.ReadGray(new MemoryStream(bytes, 0, bytes.Length / 2))).Code);
    }

    [Fact]
    public void Lossless_jpeg_is_refused_here_rather_than_misread()
    {
        var stream = LosslessJpegEncoder.Encode(new ushort[64], new LosslessJpegParameters(8, 8, 12));
        Assert.Equal("unsupported-jpeg", Assert.Throws<ImageFormatException>(() => JpegCodec.ReadGray(new MemoryStream(stream))).Code);
    }

    [Fact]
    public void Something_else_is_refused() =>
        Assert.Equal("malformed-codestream", Assert.Throws<ImageFormatException>(() => JpegCodec.ReadGray(new MemoryStream("GIF89a"u8.ToArray()))).Code);

    private static MemoryStream Written(GrayImage image)
    {
        var stream = new MemoryStream();
        JpegCodec.WriteGray(stream, image);
        stream.Position = 0;
        return stream;
    }
}
