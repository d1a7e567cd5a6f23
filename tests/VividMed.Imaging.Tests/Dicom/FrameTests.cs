using VividMed.Imaging.Codecs;
using VividMed.Imaging.Dicom;
using VividMed.Imaging.Jpeg;

namespace VividMed.Imaging.Tests.Dicom;

/// <summary>Files of several frames: one at a time, and what a bad one does to the others.</summary>
public sealed class FrameTests
{
    private const string Native = "1.2.840.10008.1.2.1";
    private const string RunLength = "1.2.840.10008.1.2.5";
    private const string LosslessJpeg = "1.2.840.10008.1.2.4.70";

    private static readonly byte[][] Pictures = [.. Enumerable.Range(0, 3).Select(static frame => Enumerable.Range(0, 99).Select(i => (byte)((i * 3) + frame)).ToArray())];

    public static TheoryData<string> Syntaxes => [Native, RunLength, LosslessJpeg, "1.2.840.10008.1.2.1.98"];

    [Theory]
    [MemberData(nameof(Syntaxes))]
    public void A_frame_by_itself_is_what_it_is_among_all(string syntax)
    {
        var file = File(syntax, Pictures).Read();
        Assert.Equal(Pictures.SelectMany(static picture => picture), file.DecodeImage().Pixels);
        for (var frame = 0; frame < 3; frame++)
        {
            var image = file.DecodeFrame(frame);
            Assert.Equal((1, 9, 11), (image.Frames, image.Rows, image.Columns));
            Assert.Equal(Pictures[frame], image.Pixels);
        }

        Assert.Equal("no-such-frame", Assert.Throws<ImageFormatException>(() => file.DecodeFrame(3)).Code);
    }

    [Fact]
    public void Frames_of_bits_are_not_aligned_to_bytes()
    {
        byte[] bits = [.. Enumerable.Range(0, 45).Select(static i => (byte)(i * i % 7 % 2))];
        var packed = new byte[6];
        for (var i = 0; i < bits.Length; i++) packed[i >> 3] |= (byte)(bits[i] << (i & 7));
        var file = new DicomFileBuilder(DicomEncoding.ExplicitLittle, Native).Image(3, 5, bits: 1, frames: 3).Value(DicomTags.PixelData, "OB", packed).Read();
        Assert.Equal(bits, file.DecodeImage().Pixels);
        for (var frame = 0; frame < 3; frame++) Assert.Equal(bits[(15 * frame)..(15 * (frame + 1))], file.DecodeFrame(frame).Pixels);
    }

    [Theory]
    [InlineData(RunLength)]
    [InlineData(LosslessJpeg)]
    public void A_damaged_frame_is_named_and_the_others_are_read(string syntax)
    {
        var streams = Pictures.Select(picture => Coded(syntax, picture)).ToArray();
        streams[1] = streams[1][..^40];
        var file = Start(syntax).Fragments([], streams).Read();
        foreach (var decode in new Func<DicomImage>[] { () => file.DecodeImage(), () => file.DecodeFrame(1) })
        {
            Assert.Contains("frame 2 of 3", Assert.Throws<ImageFormatException>(decode).Message, StringComparison.Ordinal);
        }

        Assert.Equal(Pictures[0], file.DecodeFrame(0).Pixels);
        Assert.Equal(Pictures[2], file.DecodeFrame(2).Pixels);
    }

    [Fact]
    public void Missing_frames_are_named_and_those_before_them_are_read()
    {
        var native = Start(Native).Value(DicomTags.PixelData, "OW", [.. Pictures[0], .. Pictures[1], .. Pictures[2][..50]]).Read();
        Assert.Contains("frame 3 of 3", Assert.Throws<ImageFormatException>(() => native.DecodeImage()).Message, StringComparison.Ordinal);
        Assert.Equal(Pictures[1], native.DecodeFrame(1).Pixels);

        var jpeg = Start(LosslessJpeg).Fragments([], [.. Pictures[..2].Select(picture => Coded(LosslessJpeg, picture))]).Read();
        Assert.Equal("truncated-pixel-data", Assert.Throws<ImageFormatException>(() => jpeg.DecodeImage()).Code);
        Assert.Contains("frame 3 of 3", Assert.Throws<ImageFormatException>(() => jpeg.DecodeFrame(2)).Message, StringComparison.Ordinal);
        Assert.Equal(Pictures[1], jpeg.DecodeFrame(1).Pixels);
    }

    [Fact]
    public void A_file_cut_within_its_last_fragment_keeps_its_other_frames()
    {
        var whole = Start(LosslessJpeg).Fragments([], [.. Pictures.Select(picture => Coded(LosslessJpeg, picture))], delimited: false).ToArray();
        var file = DicomFile.Read(new MemoryStream(whole[..^30]));
        var refusal = Assert.Throws<ImageFormatException>(() => file.DecodeImage());
        Assert.Equal("truncated-pixel-data", refusal.Code);
        Assert.Contains("frame 3 of 3: 30 bytes", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(Pictures[1], file.DecodeFrame(1).Pixels);
    }

    [Fact]
    public void One_frame_of_more_than_fit_into_memory_is_read()
    {
        var file = Start(Native, frames: 2_000_000_000).Value(DicomTags.PixelData, "OW", Pictures[0]).Read();
        Assert.Equal("image-too-large", Assert.Throws<ImageFormatException>(() => file.DecodeImage()).Code);
        Assert.Equal(Pictures[0], file.DecodeFrame(0).Pixels);
        Assert.Equal("truncated-pixel-data", Assert.Throws<ImageFormatException>(() => file.DecodeFrame(1_999_999_999)).Code);
    }

    private static DicomFileBuilder File(string syntax, byte[][] pictures) => syntax == Native
        ? Start(syntax).Value(DicomTags.PixelData, "OW", [.. pictures.SelectMany(static picture => picture)])
        : Start(syntax).Fragments([], [.. pictures.Select(picture => Coded(syntax, picture))]);

    private static DicomFileBuilder Start(string syntax, int frames = 3) => new DicomFileBuilder(DicomEncoding.ExplicitLittle, syntax).Image(9, 11, frames: frames);

    private static byte[] Coded(string syntax, byte[] picture) => syntax switch
    {
        RunLength => RunLengthCodec.EncodeFrame(picture, samples: 1, sampleBytes: 1),
        LosslessJpeg => LosslessJpegEncoder.Encode([.. picture.Select(static value => (ushort)value)], new LosslessJpegParameters(11, 9, 8)),
        _ => picture,
    };
}
