using CsCheck;
using VividMed.Imaging.Codecs;
using VividMed.Imaging.Dicom;
using VividMed.Imaging.Jpeg;
using VividMed.Imaging.Tests.Codecs;

namespace VividMed.Imaging.Tests.Dicom;

/// <summary>Bits outside the stored value: cleared or filled with the sign by every codec.</summary>
public sealed class StoredBitsTests
{
    private const string Native = "1.2.840.10008.1.2.1";
    private const string RunLength = "1.2.840.10008.1.2.5";
    private const string LosslessJpeg = "1.2.840.10008.1.2.4.70";

    [Fact]
    public void Whatever_stands_above_the_value_is_cleared_or_becomes_the_sign_in_every_codec()
    {
        Gen.Select(Gen.Int[1, 15], Gen.Bool, Gen.UShort.Array[1, 70]).Sample(static (stored, signed, raw) =>
        {
            if (signed && SignIsExtendedByTheWriter(raw, stored)) return;
            var expected = raw.Select(value => signed ? (short)((short)(value << (16 - stored)) >> (16 - stored)) : (short)(value & ((1 << stored) - 1)));
            foreach (var file in InEveryCodec(raw, stored, signed)) Assert.Equal(expected, Values(file.Decode()));
        }, iter: 400);
    }

    /// <summary>Signs that are extended already show that larger values are meant: three other readers keep them too.</summary>
    [Fact]
    public void Values_beyond_the_range_beside_extended_signs_are_kept()
    {
        ushort[] raw = [0xF800, 0xFFFF, 0x0800, 0x0FFF];
        foreach (var file in InEveryCodec(raw, stored: 12, signed: true)) Assert.Equal([-2048, -1, 2048, 4095], Values(file.Decode()).Select(static value => (int)value));
        foreach (var file in InEveryCodec([.. raw, 0x1800], stored: 12, signed: true)) Assert.Equal([-2048, -1, -2048, -1, -2048], Values(file.Decode()).Select(static value => (int)value));
    }

    [Fact]
    public void Values_of_one_byte_are_cleared_as_well()
    {
        var file = Start(Native, 2, 8, 6, highBit: 5, signed: false).Value(DicomTags.PixelData, "OW", 0xC1, 0x3F);
        Assert.Equal([0x01, 0x3F], file.Decode().Pixels);
        Assert.Equal([0x01, 0xFF], Start(Native, 2, 8, 6, highBit: 5, signed: true).Value(DicomTags.PixelData, "OW", 0xC1, 0x3F).Decode().Pixels);
    }

    [Fact]
    public void Values_of_four_bytes_are_cleared_as_well() =>
        Assert.Equal([1, 0, 0, 0, 2, 0, 0x0F, 0], Start(Native, 2, 32, 20, highBit: 19, signed: false).Value(DicomTags.PixelData, "OW", 1, 0, 0xF0, 0xFF, 2, 0, 0x0F, 0).Decode().Pixels);

    [Theory]
    [InlineData(false, new short[] { 0x0FFF, 0x0001, 0x0800 })]
    [InlineData(true, new short[] { -1, 1, -2048 })]
    public void Values_at_the_top_of_the_word_are_moved_down(bool signed, short[] expected)
    {
        var file = Start(Native, 3, 16, 12, highBit: 15, signed).Value(DicomTags.PixelData, "OW", 0xF3, 0xFF, 0x14, 0x00, 0x05, 0x80);
        Assert.Equal(expected, Values(file.Decode()));
    }

    [Theory]
    [InlineData(false, new short[] { 4095, 17 })]
    [InlineData(true, new short[] { -1, 17 })]
    public void A_high_bit_that_the_values_contradict_is_not_believed(bool signed, short[] expected)
    {
        byte[] bottom = signed ? [0xFF, 0xFF, 17, 0] : [0xFF, 0x0F, 17, 0];
        Assert.Equal(expected, Values(Start(Native, 2, 16, 12, highBit: 15, signed).Value(DicomTags.PixelData, "OW", bottom).Decode()));
    }

    [Fact]
    public void A_codestream_of_the_values_own_bits_has_no_unused_ones_below()
    {
        var stream = LosslessJpegEncoder.Encode([16, 32, 4080], new LosslessJpegParameters(3, 1, 12));
        Assert.Equal([16, 32, 4080], Values(Start(LosslessJpeg, 3, 16, 12, highBit: 15, signed: false).Fragments([], [stream]).Decode()));
    }

    [Fact]
    public void Lossless_codecs_with_libraries_of_their_own_clear_bits_too()
    {
        foreach (var name in new[] { "gray12.j2k", "gray12.jls", "gray12.htj2k" })
        {
            var file = new DicomFileBuilder(DicomEncoding.ExplicitLittle, LosslessJpeg).Image(12, 16, bits: 16, stored: 9).Fragments([], [CodecSample.Codestream(name)]).Read();
            var expected = CodecSample.Picture(name).Chunk(2).Select(static pair => (short)(BitConverter.ToInt16(pair) & 0x1FF));
            Assert.Equal(expected, Values(NativeCodecs.DecodeOrSkip(file)));
        }
    }

    [Fact]
    public void Lossy_values_beyond_the_range_are_kept_at_its_end()
    {
        var image = new DicomFileBuilder(DicomEncoding.ExplicitLittle, "1.2.840.10008.1.2.4.51").Image(12, 16, bits: 16, stored: 11).Fragments([], [CodecSample.Codestream("gray12-extended.jpg")]).Decode();
        var free = CodecSample.Dicom("gray12-extended.jpg").Decode();
        Assert.Equal(Values(free).Select(static value => Math.Min(value, (short)2047)), Values(image));
    }

    [Fact]
    public void Eight_bits_of_baseline_jpeg_in_sixteen_allocated_are_read()
    {
        var jpeg = new MemoryStream();
        JpegCodec.WriteGray(jpeg, new GrayImage(16, 8, [.. Enumerable.Range(0, 128).Select(static i => (byte)(2 * i))]));
        var wide = new DicomFileBuilder(DicomEncoding.ExplicitLittle, "1.2.840.10008.1.2.4.50").Image(8, 16, bits: 16, stored: 8).Fragments([], [jpeg.ToArray()]).Decode();
        var narrow = new DicomFileBuilder(DicomEncoding.ExplicitLittle, "1.2.840.10008.1.2.4.50").Image(8, 16).Fragments([], [jpeg.ToArray()]).Decode();
        Assert.All(Values(wide).Zip(narrow.Pixels), static pair => Assert.InRange(pair.First - pair.Second, -1, 1));
    }

    private static bool SignIsExtendedByTheWriter(ushort[] raw, int stored)
    {
        var (least, most, half) = (raw.Min(static value => (short)value), raw.Max(static value => (short)value), 1 << (stored - 1));
        return least < 0 && least >= -half && most < 2 * half;
    }

    private static IEnumerable<DicomFileBuilder> InEveryCodec(ushort[] raw, int stored, bool signed)
    {
        byte[] bytes = [.. raw.SelectMany(BitConverter.GetBytes)];
        DicomFileBuilder Begin(string syntax) => Start(syntax, raw.Length, 16, stored, stored - 1, signed);
        yield return Begin(Native).Value(DicomTags.PixelData, "OW", bytes);
        yield return Begin(RunLength).Fragments([], [RunLengthCodec.EncodeFrame(bytes, samples: 1, sampleBytes: 2)]);
        yield return Begin(LosslessJpeg).Fragments([], [LosslessJpegEncoder.Encode(raw, new LosslessJpegParameters(raw.Length, 1, 16))]);
        yield return Begin("1.2.840.10008.1.2.1.98").Fragments([], [bytes]);
    }

    private static DicomFileBuilder Start(string syntax, int columns, int bits, int stored, int highBit, bool signed) => new DicomFileBuilder(DicomEncoding.ExplicitLittle, syntax)
        .Image(1, columns, bits, stored: stored).UInt16(DicomTags.HighBit, highBit).UInt16(DicomTags.PixelRepresentation, signed ? 1 : 0);

    private static short[] Values(DicomImage image) => [.. image.Pixels.Chunk(2).Select(static pair => BitConverter.ToInt16(pair))];
}
