using System.Buffers.Binary;
using System.Security.Cryptography;
using VividMed.Imaging.Codecs;
using VividMed.Imaging.Dicom;
using VividMed.Imaging.Tests.Dicom;

namespace VividMed.Imaging.Tests.Codecs;

/// <summary>JPEG-LS, JPEG 2000, HTJ2K and 12-bit JPEG against pictures whose values are known.</summary>
public sealed class CodecTests
{
    [Theory]
    [InlineData("gray12.j2k")]
    [InlineData("gray12.htj2k")]
    [InlineData("rgb8.htj2k")]
    [InlineData("rgb8.jp2")]
    [InlineData("gray12.jls")]
    [InlineData("rgb8-planar.jls")]
    [InlineData("rgb8-line.jls")]
    [InlineData("rgb8-sample.jls")]
    public void A_lossless_codestream_decodes_to_the_picture_it_was_made_from(string name) =>
        Assert.Equal(CodecSample.Picture(name), NativeCodecs.DecodeOrSkip(CodecSample.Dicom(name).Read()).Pixels);

    /// <summary>The digest is of what DCMTK's decoder makes of each of the three codestreams.</summary>
    [Theory]
    [InlineData("gray12-extended.jpg")]
    [InlineData("gray12-spectral.jpg")]
    [InlineData("gray12-progressive.jpg")]
    public void Twelve_bit_jpeg_decodes_as_an_independent_decoder_decodes_it(string name) => Assert.Equal(
        "d2e2c00d514052d270b740d038eb945f560dc4d114c39195735820c3aefeb142",
        Convert.ToHexStringLower(SHA256.HashData(CodecSample.Dicom(name).Decode().Pixels)));

    [Fact]
    public void Signed_values_of_fewer_bits_than_allocated_keep_their_sign()
    {
        foreach (var name in new[] { "gray12.j2k", "gray12.jls" })
        {
            var file = new DicomFileBuilder(DicomEncoding.ExplicitLittle, "1.2.840.10008.1.2.4.90").Image(12, 16, bits: 16)
                .UInt16(DicomTags.PixelRepresentation, 1).Fragments([], [CodecSample.Codestream(name)]).Read();
            var expected = CodecSample.Picture(name).Chunk(2).Select(static pair => (short)((short)(BinaryPrimitives.ReadInt16LittleEndian(pair) << 4) >> 4));
            Assert.Equal(expected, NativeCodecs.DecodeOrSkip(file).Pixels.Chunk(2).Select(static pair => BinaryPrimitives.ReadInt16LittleEndian(pair)));
        }
    }

    [Fact]
    public void A_missing_library_is_named_with_the_package_that_brings_it()
    {
        var refusal = Assert.Throws<ImageFormatException>(new OptionalLibrary("none", "JPEG-LS", "libnone1", ["libnone-of-this-name.so.9"]).Require);
        Assert.Equal("missing-codec", refusal.Code);
        Assert.Contains("apt-get install libnone1", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_codestream_of_another_size_than_the_data_set_is_refused_before_it_is_decoded()
    {
        NativeCodecs.RequireOrSkip(OptionalLibrary.OpenJpeg);
        NativeCodecs.RequireOrSkip(OptionalLibrary.CharLs);
        foreach (var name in CodecSample.Names)
        {
            Refused("codestream-mismatch", CodecSample.Dicom(name, rows: 4000, columns: 4000));
        }
    }

    [Fact]
    public void A_codestream_cut_within_its_data_is_refused()
    {
        NativeCodecs.RequireOrSkip(OptionalLibrary.OpenJpeg);
        NativeCodecs.RequireOrSkip(OptionalLibrary.CharLs);
        foreach (var name in CodecSample.Names)
        {
            var whole = CodecSample.Codestream(name);
            foreach (var length in new[] { 3, 20, 60, whole.Length / 2, whole.Length * 3 / 4 })
            {
                Assert.Throws<ImageFormatException>(() => CodecSample.Dicom(name, whole[..length]).Decode());
            }
        }
    }

    /// <summary>The fields are Xsiz, Ysiz, XOsiz, XTsiz and YTsiz, where the size segment has them.</summary>
    [Theory]
    [InlineData("impossible sizes", 0, 12, 0, 16, 12)]
    [InlineData("impossible sizes", 16, 12, 16, 16, 12)]
    [InlineData("impossible sizes", 16, 12, 0, 0, 12)]
    [InlineData("tiles", 4000, 4000, 0, 1, 1)]
    public void Jpeg_2000_sizes_that_would_exhaust_memory_are_refused_by_own_code(string reason, int width, int height, int left, int tileWidth, int tileHeight)
    {
        NativeCodecs.RequireOrSkip(OptionalLibrary.OpenJpeg);
        var codestream = CodecSample.Codestream("gray12.j2k");
        foreach (var (at, value) in new[] { (8, width), (12, height), (16, left), (24, tileWidth), (28, tileHeight) }) BinaryPrimitives.WriteInt32BigEndian(codestream.AsSpan(at), value);
        Assert.Contains(reason, Refused("malformed-codestream", CodecSample.Dicom("gray12.j2k", codestream)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Precincts_of_one_pixel_are_refused_by_own_code()
    {
        NativeCodecs.RequireOrSkip(OptionalLibrary.OpenJpeg);
        var codestream = CodecSample.Codestream("gray12.j2k");
        foreach (var at in new[] { 8, 12, 24, 28 }) BinaryPrimitives.WriteInt32BigEndian(codestream.AsSpan(at), 4000);
        var style = codestream.AsSpan().IndexOf([(byte)0xFF, (byte)0x52]);
        codestream[style + 4] |= 1;
        var levels = codestream[style + 9];
        byte[] precincts = new byte[levels + 1];
        BinaryPrimitives.WriteUInt16BigEndian(codestream.AsSpan(style + 2), (ushort)(12 + precincts.Length));
        byte[] bomb = [.. codestream[..(style + 14)], .. precincts, .. codestream[(style + 14)..]];
        Assert.Contains("precincts", Refused("malformed-codestream", CodecSample.Dicom("gray12.j2k", bomb)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Frames_deflated_one_by_one_or_not_at_all_are_read()
    {
        byte[][] frames = [[1, 2, 3, 4], [5, 6, 7, 8]];
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8], Framed("1.2.840.10008.1.2.1.98", frames).Decode().Pixels);
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8], Framed("1.2.840.10008.1.2.8.1", [.. frames.Select(Deflated)]).Decode().Pixels);
        Refused("truncated-pixel-data", Framed("1.2.840.10008.1.2.8.1", [Deflated(frames[0]), Deflated([1, 2])]));
        Refused("malformed-compression", Framed("1.2.840.10008.1.2.8.1", [[0xFF, 0xFF, 0xFF, 0xFF], [0xFF, 0xFF, 0xFF, 0xFF]]));

        static DicomFileBuilder Framed(string syntax, byte[][] frames) => new DicomFileBuilder(DicomEncoding.ExplicitLittle, syntax).Image(2, 2, frames: 2).Fragments([], frames);
    }

    private static byte[] Deflated(byte[] frame)
    {
        var packed = new MemoryStream();
        using (var zip = new System.IO.Compression.DeflateStream(packed, System.IO.Compression.CompressionLevel.Fastest, leaveOpen: true)) zip.Write(frame);
        return packed.ToArray();
    }

    private static ImageFormatException Refused(string code, DicomFileBuilder file)
    {
        var refusal = Assert.Throws<ImageFormatException>(() => file.Decode());
        Assert.Equal(code, refusal.Code);
        return refusal;
    }
}
