using System.Buffers.Binary;
using VividMed.Imaging.Dicom;
using VividMed.Imaging.Jpeg;

namespace VividMed.Imaging.Tests.Dicom;

public sealed class DicomPixelTests
{
    private const string RunLength = "1.2.840.10008.1.2.5";
    private const string LosslessJpeg = "1.2.840.10008.1.2.4.70";

    [Fact]
    public void Color_planes_are_interleaved_frame_by_frame()
    {
        var image = Native().Image(1, 2, samples: 3, photometric: "RGB", frames: 2, planar: 1)
            .Value(DicomTags.PixelData, "OW", 1, 2, 3, 4, 5, 6, 11, 12, 13, 14, 15, 16).Decode();
        Assert.Equal([1, 3, 5, 2, 4, 6, 11, 13, 15, 12, 14, 16], image.Pixels);
    }

    [Fact]
    public void Shared_chroma_is_given_to_both_pixels()
    {
        var image = Native().Image(1, 4, samples: 3, photometric: "YBR_FULL_422").Value(DicomTags.PixelData, "OW", 1, 2, 100, 200, 3, 4, 101, 201).Decode();
        Assert.Equal([1, 100, 200, 2, 100, 200, 3, 101, 201, 4, 101, 201], image.Pixels);
    }

    [Fact]
    public void Full_triples_that_claim_to_share_chroma_are_taken_as_they_are()
    {
        var image = Native().Image(1, 2, samples: 3, photometric: "YBR_FULL_422").Value(DicomTags.PixelData, "OW", 1, 2, 3, 4, 5, 6).Decode();
        Assert.Equal([1, 2, 3, 4, 5, 6], image.Pixels);
    }

    [Fact]
    public void Packed_bits_run_on_across_frames()
    {
        var image = Native().Image(1, 3, bits: 1, frames: 2).Value(DicomTags.PixelData, "OB", 0b00101101, 0).Decode();
        Assert.Equal([1, 0, 1, 1, 0, 1], image.Pixels);
    }

    [Theory]
    [InlineData(8, "OW", new byte[] { 2, 1, 4, 3 })]
    [InlineData(8, "OB", new byte[] { 1, 2, 3, 4 })]
    [InlineData(16, "OW", new byte[] { 2, 1, 4, 3 })]
    [InlineData(32, "OW", new byte[] { 4, 3, 2, 1 })]
    public void Big_endian_values_come_out_little_endian(int bits, string vr, byte[] expected)
    {
        var image = new DicomFileBuilder(DicomEncoding.ExplicitBig, "1.2.840.10008.1.2.2").Image(1, 32 / bits, bits).Value(DicomTags.PixelData, vr, 1, 2, 3, 4).Decode();
        Assert.Equal(expected, image.Pixels);
    }

    [Fact]
    public void Floating_point_pixels_are_kept()
    {
        var value = BitConverter.GetBytes(1.5f);
        Assert.Equal(value, Native().Image(1, 1, bits: 32).Value(DicomTags.FloatPixelData, "OF", value).Decode().Pixels);
    }

    [Fact]
    public void One_byte_too_few_is_refused_and_named()
    {
        var refusal = Refused("truncated-pixel-data", Native().Image(2, 3, bits: 16).Header(DicomTags.PixelData, "OW", 12).Raw(new byte[11]));
        Assert.Contains("11 of 12", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fewer_frames_than_claimed_are_refused() =>
        Refused("truncated-pixel-data", Native().Image(1, 2, frames: 1_000_000).Value(DicomTags.PixelData, "OW", 1, 2));

    [Theory]
    [InlineData(65535, 65535, 32, 2_000_000_000)]
    [InlineData(65535, 65535, 16, 1)]
    public void A_size_beyond_the_limit_is_refused_before_it_is_allocated(int rows, int columns, int bits, int frames)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        Refused("image-too-large", Native().Image(rows, columns, bits, frames: frames).Value(DicomTags.PixelData, "OW", 1, 2));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
    }

    [Theory]
    [InlineData(0, 8, 8, 7, 0)]
    [InlineData(1, 12, 12, 11, 0)]
    [InlineData(1, 8, 9, 7, 0)]
    [InlineData(1, 8, 8, 8, 0)]
    [InlineData(1, 8, 8, 7, 2)]
    public void An_impossible_image_header_is_refused(int rows, int allocated, int stored, int highBit, int representation)
    {
        var file = Native().Text(DicomTags.PhotometricInterpretation, "MONOCHROME2").UInt16(DicomTags.Rows, rows).UInt16(DicomTags.Columns, 1)
            .UInt16(DicomTags.BitsAllocated, allocated).UInt16(DicomTags.BitsStored, stored).UInt16(DicomTags.HighBit, highBit)
            .UInt16(DicomTags.PixelRepresentation, representation).Value(DicomTags.PixelData, "OW", 1, 2);
        Refused("malformed-image-header", file);
    }

    [Fact]
    public void Frames_are_told_apart_by_count_by_table_or_by_their_first_marker()
    {
        var frames = Enumerable.Range(1, 3).Select(static seed => RandomImages.Pixels(20, bits: 8, seed)).ToArray();
        var streams = frames.Select(static pixels => LosslessJpegEncoder.Encode(pixels, new LosslessJpegParameters(5, 4, 8))).ToArray();
        var halves = streams.SelectMany(static stream => new[] { stream[..6], stream[6..] }).ToArray();
        var table = new byte[12];
        for (int i = 0, at = 0; i < 3; i++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(table.AsSpan(4 * i), (uint)at);
            at += 16 + 6 + (streams[i].Length - 6 + 1) / 2 * 2;
        }

        byte[] expected = [.. frames.SelectMany(static frame => frame).Select(static value => (byte)value)];
        Assert.Equal(expected, Encapsulated(LosslessJpeg).Fragments([], streams).Decode().Pixels);
        Assert.Equal(expected, Encapsulated(LosslessJpeg).Fragments([], [.. streams, []], delimited: false).Decode().Pixels);
        Assert.Equal(expected, Encapsulated(LosslessJpeg).Fragments(table, halves).Decode().Pixels);
        Assert.Equal(expected, Encapsulated(LosslessJpeg).Fragments([], halves).Decode().Pixels);
        Refused("truncated-pixel-data", Encapsulated(LosslessJpeg).Fragments([], streams[..2]));

        static DicomFileBuilder Encapsulated(string syntax) => new DicomFileBuilder(DicomEncoding.ExplicitLittle, syntax).Image(4, 5, frames: 3);
    }

    [Fact]
    public void Signed_samples_of_few_bits_get_their_sign_back()
    {
        var stream = LosslessJpegEncoder.Encode([0, 2047, 2048, 4095], new LosslessJpegParameters(4, 1, 12));
        var image = new DicomFileBuilder(DicomEncoding.ExplicitLittle, LosslessJpeg).Image(1, 4, bits: 16).UInt16(DicomTags.PixelRepresentation, 1).Fragments([], [stream]).Decode();
        Assert.Equal([0, 2047, -2048, -1], Enumerable.Range(0, 4).Select(i => (int)BitConverter.ToInt16(image.Pixels, 2 * i)));
    }

    [Fact]
    public void A_codestream_of_another_size_than_the_data_set_is_refused()
    {
        var stream = LosslessJpegEncoder.Encode(new ushort[20], new LosslessJpegParameters(5, 4, 8));
        Refused("codestream-mismatch", new DicomFileBuilder(DicomEncoding.ExplicitLittle, LosslessJpeg).Image(4000, 5000).Fragments([], [stream]));
    }

    [Theory]
    [InlineData("1.2.840.10008.1.2.4.100")]
    [InlineData("1.2.840.10008.1.2.4.110")]
    [InlineData("1.2.3.4")]
    public void A_syntax_nobody_here_decodes_is_named_in_the_refusal(string syntax)
    {
        var file = new DicomFileBuilder(DicomEncoding.ExplicitLittle, syntax).Image(1, 1).Fragments([], [[1, 2]]);
        Assert.Contains(syntax, Refused("unsupported-transfer-syntax", file).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fragments_of_nothing_that_is_known_are_refused_under_an_uncompressed_syntax() =>
        Refused("malformed-data-set", Native().Image(1, 4).Fragments([], [[1, 2]]));

    [Theory]
    [InlineData(LosslessJpeg, "malformed-data-set")]
    [InlineData(RunLength, "malformed-data-set")]
    [InlineData("1.2.840.113619.5.2", "unsupported-transfer-syntax")]
    public void Too_few_plain_pixels_under_a_compressed_or_any_under_a_private_syntax_are_refused(string syntax, string code) =>
        Refused(code, new DicomFileBuilder(DicomEncoding.ExplicitLittle, syntax).Image(1, 4).Value(DicomTags.PixelData, "OW", 1, 2));

    [Fact]
    public void A_run_length_frame_with_too_many_segments_is_refused()
    {
        var frame = new byte[80];
        frame[0] = 200;
        Refused("malformed-codestream", new DicomFileBuilder(DicomEncoding.ExplicitLittle, RunLength).Image(1, 2).Fragments([], [frame]));
    }

    private static DicomFileBuilder Native() => new(DicomEncoding.ExplicitLittle, "1.2.840.10008.1.2.1");

    private static ImageFormatException Refused(string code, DicomFileBuilder file)
    {
        var refusal = Assert.Throws<ImageFormatException>(() => file.Decode());
        Assert.Equal(code, refusal.Code);
        return refusal;
    }
}
