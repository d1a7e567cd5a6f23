using System.Runtime.InteropServices;
using CsCheck;
using VividMed.Imaging.Jpeg;
using VividMed.Imaging.Tests.Dicom;

namespace VividMed.Imaging.Tests.Jpeg;

public sealed class LosslessJpegTests
{
    private static readonly Gen<(LosslessJpegParameters Form, int Seed)> Forms =
        from size in Gen.Select(Gen.Int[1, 50], Gen.Int[1, 30])
        from precision in Gen.Int[2, 16]
        from components in Gen.Frequency((3, Gen.Const(1)), (1, Gen.Int[2, 4]))
        from predictor in Gen.Int[1, 7]
        from pointTransform in Gen.Frequency((3, Gen.Const(0)), (1, Gen.Int[0, precision - 1]))
        from restartRows in Gen.Int[0, 4]
        from interleaved in Gen.Bool
        from seed in Gen.Int
        select (new LosslessJpegParameters(size.Item1, size.Item2, precision, components, predictor, pointTransform, restartRows, interleaved), seed);

    [Fact]
    public void Any_form_of_stream_decodes_to_the_pixels_it_was_made_from() => Forms.Sample(static sample =>
    {
        var form = sample.Form;
        var pixels = RandomImages.Pixels(form.Width * form.Height * form.Components, form.Precision, sample.Seed);
        var kept = Array.ConvertAll(pixels, value => (ushort)(value >> form.PointTransform << form.PointTransform));
        Assert.Equal(kept, Decoded16(LosslessJpegEncoder.Encode(pixels, form)));
    }, iter: 2000);

    [Fact]
    public void Samples_of_eight_bits_fill_one_byte_each()
    {
        var pixels = RandomImages.Pixels(19 * 7 * 3, bits: 8, seed: 3);
        var stream = LosslessJpegEncoder.Encode(pixels, new LosslessJpegParameters(19, 7, 8, Components: 3, Predictor: 4));
        var target = new byte[pixels.Length];
        LosslessJpegDecoder.Decode(stream, JpegFrameHeader.Read(stream), target, sampleBytes: 1);
        Assert.Equal(Array.ConvertAll(pixels, static value => (byte)value), target);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void The_largest_difference_of_all_survives(int predictor)
    {
        ushort[] pixels = [0, 32768, 0, 65535, 32767, 0, 32768, 32768, 65535];
        Assert.Equal(pixels, Decoded16(LosslessJpegEncoder.Encode(pixels, new LosslessJpegParameters(3, 3, 16, Predictor: predictor))));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void A_stream_cut_anywhere_is_refused(int restartRows)
    {
        var pixels = RandomImages.Pixels(40 * 20, bits: 12, seed: 8);
        var stream = LosslessJpegEncoder.Encode(pixels, new LosslessJpegParameters(40, 20, 12, RestartRows: restartRows));
        for (var length = 0; length < stream.Length - 3; length++) Assert.Throws<ImageFormatException>(() => Decoded16(stream[..length]));
    }

    [Fact]
    public void A_missing_restart_marker_is_refused()
    {
        var stream = LosslessJpegEncoder.Encode(RandomImages.Pixels(64, bits: 8, seed: 1), new LosslessJpegParameters(8, 8, 8, RestartRows: 4));
        var marker = stream.AsSpan().IndexOf([(byte)0xFF, (byte)0xD0]);
        stream[marker + 1] = 0xD5;
        Assert.Equal("malformed-codestream", Assert.Throws<ImageFormatException>(() => Decoded16(stream)).Code);
    }

    [Fact]
    public void A_frame_that_claims_more_pixels_than_its_bytes_can_hold_is_refused()
    {
        var stream = LosslessJpegEncoder.Encode(new ushort[64], new LosslessJpegParameters(8, 8, 8));
        var frame = JpegFrameHeader.Read(stream) with { Width = 60_000, Height = 60_000 };
        Assert.Equal("truncated-pixel-data", Assert.Throws<ImageFormatException>(() => frame.CheckPlausible(stream.Length)).Code);
    }

    private static ushort[] Decoded16(byte[] stream)
    {
        var header = JpegFrameHeader.Read(stream);
        var target = new byte[header.Width * header.Height * header.Components.Length * 2];
        LosslessJpegDecoder.Decode(stream, header, target, sampleBytes: 2);
        return MemoryMarshal.Cast<byte, ushort>(target).ToArray();
    }
}
