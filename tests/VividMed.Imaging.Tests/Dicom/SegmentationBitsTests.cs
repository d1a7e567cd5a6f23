using CsCheck;
using VividMed.Imaging.Codecs;
using VividMed.Imaging.Dicom;
using VividMed.Imaging.Dicom.Display;
using VividMed.Imaging.Tests.Codecs;

namespace VividMed.Imaging.Tests.Dicom;

/// <summary>Pixels of one bit, and of floating point: read or refused, never rubbish.</summary>
public sealed class SegmentationBitsTests
{
    /// <summary>13 x 9 zeros and ones, written by OpenJPEG.</summary>
    private const string Jpeg2000 = "/0//UQApAAAAAAANAAAACQAAAAAAAAAAAAAADQAAAAkAAAAAAAAAAAABBwEB/1IADAAAAAEAAAQEAAH/XAAEQED/ZAAlAAFDcmVhdGVkIGJ5IE9wZW5KUEVHIHZlcnNpb24gMi41LjD/kAAKAAAAAA"
        + "B6AAH/k9+DSBcFLCobjx6tU69fwCQ1d1rhiygSr0aDdiHNx6Y+IAhwi2OogByCGD30c4OcHZLUTqZh5T8VUXjMTg5wdktROpmHlPxVReMxODnB2S1E6mYeU/FVF4zE4OcHZLUTqZh5T8VUXjMTg5wdk//Z";

    [Fact]
    public void Run_lengths_of_bits_are_read_packed_or_a_byte_a_pixel()
    {
        Gen.Select(Gen.Int[1, 9], Gen.Int[2, 12], Gen.Int[1, 3], Gen.Int).Sample(static (rows, columns, frames, seed) =>
        {
            var random = new Random(seed);
            var expected = Enumerable.Range(0, frames).Select(_ => Enumerable.Range(0, rows * columns).Select(_ => (byte)random.Next(2)).ToArray()).ToArray();
            foreach (var coded in new[] { expected.Select(Packed), expected.Select(static frame => RunLengthCodec.EncodeFrame(frame, samples: 1, sampleBytes: 1)) })
            {
                var file = new DicomFileBuilder(DicomEncoding.ExplicitLittle, "1.2.840.10008.1.2.5").Image(rows, columns, bits: 1, frames: frames).Fragments([], coded).Read();
                Assert.Equal(expected.SelectMany(static frame => frame), file.DecodeImage().Pixels);
                Assert.Equal(expected[^1], file.DecodeFrame(frames - 1).Pixels);
            }
        }, iter: 300);
    }

    [Fact]
    public void Run_lengths_that_end_before_the_bits_do_are_refused()
    {
        var frame = Packed([.. Enumerable.Repeat((byte)1, 64)]);
        var file = new DicomFileBuilder(DicomEncoding.ExplicitLittle, "1.2.840.10008.1.2.5").Image(20, 20, bits: 1).Fragments([], [frame]).Read();
        Assert.Equal("truncated-pixel-data", Assert.Throws<ImageFormatException>(() => file.DecodeImage()).Code);
    }

    [Fact]
    public void Bits_within_jpeg_2000_are_read_and_anything_above_one_is_refused()
    {
        var bits = Enumerable.Range(0, 9 * 13).Select(static i => (byte)(((i % 13 * (i / 13)) + (i % 13)) % 3 == 0 ? 1 : 0));
        var file = new DicomFileBuilder(DicomEncoding.ExplicitLittle, "1.2.840.10008.1.2.4.90").Image(9, 13, bits: 1, frames: 2).Fragments([], [Convert.FromBase64String(Jpeg2000), Convert.FromBase64String(Jpeg2000)]).Read();
        Assert.Equal(bits.Concat(bits), NativeCodecs.DecodeOrSkip(file).Pixels);
        var deep = new DicomFileBuilder(DicomEncoding.ExplicitLittle, "1.2.840.10008.1.2.4.90").Image(12, 16, bits: 1).Fragments([], [CodecSample.Codestream("gray12.j2k")]).Read();
        Assert.Equal("codestream-mismatch", Assert.Throws<ImageFormatException>(() => deep.DecodeImage()).Code);
    }

    [Theory]
    [InlineData(16)]
    [InlineData(64)]
    public void Single_precision_in_another_width_than_allocated_is_refused(int bits)
    {
        var file = new DicomFileBuilder(DicomEncoding.ExplicitLittle, "1.2.840.10008.1.2.1").Image(1, 1, bits).Value(DicomTags.FloatPixelData, "OF", new byte[8]);
        Assert.Equal("malformed-image-header", Assert.Throws<ImageFormatException>(() => file.Decode()).Code);
    }

    [Fact]
    public void Floating_point_in_fragments_is_refused()
    {
        var file = new DicomFileBuilder(DicomEncoding.ExplicitLittle, "1.2.840.10008.1.2.4.90").Image(12, 16, bits: 32).Header(DicomTags.FloatPixelData, "OF", 0xFFFFFFFF)
            .Value(DicomTags.Item, "").Value(DicomTags.Item, "", CodecSample.Codestream("gray12.j2k")).Header(DicomTags.SequenceDelimitation, "", 0);
        Assert.Equal("malformed-data-set", Assert.Throws<ImageFormatException>(() => file.Decode()).Code);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Double_precision_is_shown_by_its_values_in_either_byte_order(bool bigEndian)
    {
        double[] values = [-1e300, 0, 1e300];
        byte[] bytes = [.. values.SelectMany(value => bigEndian ? [.. BitConverter.GetBytes(value).Reverse()] : BitConverter.GetBytes(value))];
        var file = new DicomFileBuilder(bigEndian ? DicomEncoding.ExplicitBig : DicomEncoding.ExplicitLittle, bigEndian ? "1.2.840.10008.1.2.2" : "1.2.840.10008.1.2.1")
            .Image(1, 3, bits: 64).Value(DicomTags.DoublePixelData, "OD", bytes).Read();
        Assert.Equal(values.SelectMany(BitConverter.GetBytes), file.DecodeImage().Pixels);
        Assert.Equal([0, 128, 255], DisplayRendering.RenderGray(file.DecodeImage(), DicomDisplay.Read(file.Dataset)).Pixels);
    }

    [Fact]
    public void Whole_numbers_of_64_bits_are_kept_and_not_shown()
    {
        var file = new DicomFileBuilder(DicomEncoding.ExplicitLittle, "1.2.840.10008.1.2.1").Image(1, 1, bits: 64).Value(DicomTags.PixelData, "OV", 1, 2, 3, 4, 5, 6, 7, 8).Read();
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8], file.DecodeImage().Pixels);
        Assert.Equal("not-a-picture", Assert.Throws<ImageFormatException>(() => DisplayRendering.RenderGray(file.DecodeImage(), DicomDisplay.Read(file.Dataset))).Code);
    }

    private static byte[] Packed(byte[] bits)
    {
        var packed = new byte[(bits.Length + 7) / 8];
        for (var i = 0; i < bits.Length; i++) packed[i >> 3] |= (byte)(bits[i] << (i & 7));
        return RunLengthCodec.EncodeFrame(packed, samples: 1, sampleBytes: 1);
    }
}
