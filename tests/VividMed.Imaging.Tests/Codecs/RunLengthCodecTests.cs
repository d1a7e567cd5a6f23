using CsCheck;
using VividMed.Imaging.Codecs;
using VividMed.Imaging.Tests.Dicom;

namespace VividMed.Imaging.Tests.Codecs;

public sealed class RunLengthCodecTests
{
    [Fact]
    public void Any_frame_of_any_width_decodes_to_what_was_encoded()
    {
        Gen.Select(Gen.Int[1, 300], Gen.Int[1, 3], Gen.OneOf(Gen.Const(1), Gen.Const(2), Gen.Const(4)), Gen.Int).Sample(static (count, samples, sampleBytes, seed) =>
        {
            var pixels = RandomImages.Pixels(count * samples * sampleBytes, bits: 8, seed).Select(static value => (byte)value).ToArray();
            Assert.Equal(pixels, Decoded(RunLengthCodec.EncodeFrame(pixels, samples, sampleBytes), count, samples, sampleBytes));
        }, iter: 2000);
    }

    [Fact]
    public void A_control_byte_that_does_nothing_is_passed_over()
    {
        byte[] frame = [1, 0, 0, 0, 64, .. new byte[59], 0x80, 1, 7, 8, 0x80, 0xFF, 9];
        Assert.Equal([7, 8, 9, 9], Decoded(frame, count: 4, samples: 1, sampleBytes: 1));
    }

    [Fact]
    public void A_frame_cut_anywhere_is_refused()
    {
        var pixels = RandomImages.Pixels(500, bits: 8, seed: 4).Select(static value => (byte)value).ToArray();
        var frame = RunLengthCodec.EncodeFrame(pixels, samples: 1, sampleBytes: 2);
        for (var length = 0; length < frame.Length - 1; length++)
        {
            Assert.Throws<ImageFormatException>(() => Decoded(frame[..length], count: 250, samples: 1, sampleBytes: 2));
        }
    }

    private static byte[] Decoded(byte[] frame, int count, int samples, int sampleBytes) =>
        RunLengthCodec.DecodeFrames(new FrameSet([frame], 0, 1), new PixelLayout(1, count, 1, samples, sampleBytes * 8, sampleBytes * 8, 0, Planar: false, "MONOCHROME2"));
}
