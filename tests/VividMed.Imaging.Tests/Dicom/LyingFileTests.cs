using System.IO.Compression;
using VividMed.Imaging.Codecs;
using VividMed.Imaging.Dicom;
using VividMed.Imaging.Jpeg;

namespace VividMed.Imaging.Tests.Dicom;

/// <summary>Files that say one thing and hold another: read as what they are where that is beyond doubt, else refused by the true cause.</summary>
public sealed class LyingFileTests
{
    private const uint Undefined = 0xFFFFFFFF;
    private const string Implicit = "1.2.840.10008.1.2";
    private const string Native = "1.2.840.10008.1.2.1";
    private const string BigEndian = "1.2.840.10008.1.2.2";
    private const string Deflated = "1.2.840.10008.1.2.1.99";
    private const string RunLength = "1.2.840.10008.1.2.5";
    private const string LosslessJpeg = "1.2.840.10008.1.2.4.70";
    private const string Jpeg2000 = "1.2.840.10008.1.2.4.90";

    private static readonly byte[] Values = [.. Enumerable.Range(0, 100).Select(static i => (byte)(i * 5))];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Plain_pixels_of_undefined_length_reach_to_the_end(bool delimited)
    {
        var file = Start(Native).Header(DicomTags.PixelData, "OW", Undefined).Raw(Values);
        if (delimited) file.Header(DicomTags.SequenceDelimitation, "", 0);
        Assert.Equal(Values, file.Decode().Pixels);
        var header = DicomHeader.Read(new MemoryStream(file.ToArray()));
        Assert.True(header.HasPixelData);
        Assert.Equal("truncated-pixel-data", Refusal(Start(Native).Header(DicomTags.PixelData, "OW", Undefined).Raw(Values[..98]).Header(DicomTags.SequenceDelimitation, "", 0)).Code);
    }

    [Fact]
    public void Rubbish_behind_the_pixels_is_passed_over_and_mentioned()
    {
        foreach (var rubbish in new byte[][] { [.. "garbage behind the end"u8], [0xFF, 0xFF, 0xFF, 0xFF, 0xFF], [1], [0xE0, 0x7F, 0x10, 0x00, (byte)'O', (byte)'W', 0, 0, 0xFF, 0xFF, 0xFF, 0x7F] })
        {
            var plain = Start(Native).Value(DicomTags.PixelData, "OW", Values).Raw(rubbish).Decode();
            Assert.Equal(Values, plain.Pixels);
            Assert.Contains(plain.Notes, static note => note.Contains("behind the pixels", StringComparison.Ordinal));
            Assert.Equal(Values, Start(LosslessJpeg).Fragments([], [Coded()]).Raw(rubbish).Decode().Pixels);
            Assert.Equal(Values, Start(LosslessJpeg).Fragments([], [Coded()], delimited: false).Raw(rubbish).Decode().Pixels);
        }
    }

    [Fact]
    public void The_mark_of_a_file_within_a_value_is_no_mark()
    {
        foreach (var (encoding, header) in new[] { (DicomEncoding.ExplicitLittle, 8), (DicomEncoding.ImplicitLittle, 8), (DicomEncoding.ExplicitBig, 8) })
        {
            foreach (var tail in new[] { "DICM and more", "DICM\u0002\0\u0010\0UI" })
            {
                var name = new string('x', 128 - header) + tail;
                var file = new DicomFileBuilder(encoding).Text(new DicomTag(0x0008, 0x0008), name).Image(10, 10).Value(DicomTags.PixelData, "OB", Values);
                Assert.Equal(Values, file.Decode().Pixels);
                Assert.Equal(10, DicomHeader.Read(new MemoryStream(file.ToArray())).Dataset.GetInt(DicomTags.Rows));
            }
        }
    }

    [Fact]
    public void A_preamble_may_hold_anything()
    {
        var file = Start(Native).Value(DicomTags.PixelData, "OW", Values).ToArray();
        foreach (var preamble in new byte[][] { [.. "II*\0"u8], [8, 0, 5, 0, (byte)'C', (byte)'S', 4, 0], [8, 0, 0, 0, 4, 0, 0, 0, 9, 9, 9, 9, 3, 3, 3, 3, 3, 3, 3, 3] })
        {
            preamble.CopyTo(file, 0);
            Assert.Equal(Values, Decode(file).Pixels);
        }

        Assert.Equal(Values, Decode(file[128..]).Pixels);
    }

    [Fact]
    public void A_byte_order_other_than_claimed_is_seen()
    {
        foreach (var (encoding, claimed) in new[] { (DicomEncoding.ExplicitLittle, BigEndian), (DicomEncoding.ImplicitLittle, BigEndian), (DicomEncoding.ExplicitBig, Native), (DicomEncoding.ExplicitBig, Implicit) })
        {
            var file = new DicomFileBuilder(encoding, claimed).Text(DicomTags.Modality, "DX").Image(10, 10).Value(DicomTags.PixelData, "OB", Values);
            Assert.Equal(Values, file.Decode().Pixels);
            Assert.Equal(10, DicomHeader.Read(new MemoryStream(file.ToArray())).Dataset.GetInt(DicomTags.Rows));
        }
    }

    [Fact]
    public void Whether_a_data_set_is_deflated_is_seen()
    {
        var dataset = new DicomFileBuilder(DicomEncoding.ExplicitLittle).Text(DicomTags.Modality, "DX").Image(10, 10).Value(DicomTags.PixelData, "OB", Values).ToArray();
        var packed = new MemoryStream();
        using (var zip = new DeflateStream(packed, CompressionLevel.Optimal, leaveOpen: true)) zip.Write(dataset);
        foreach (var file in new[] { new DicomFileBuilder(DicomEncoding.ExplicitLittle, Deflated).Raw(dataset), new DicomFileBuilder(DicomEncoding.ExplicitLittle, Native).Raw(packed.ToArray()), new DicomFileBuilder(DicomEncoding.ExplicitLittle, Deflated).Raw(packed.ToArray()) })
        {
            Assert.Equal(Values, file.Decode().Pixels);
            Assert.Equal(10, DicomHeader.Read(new MemoryStream(file.ToArray())).Dataset.GetInt(DicomTags.Rows));
        }
    }

    [Fact]
    public void Pixels_are_decoded_by_what_they_are()
    {
        var runs = RunLengthCodec.EncodeFrame(Values, samples: 1, sampleBytes: 1);
        foreach (var (file, what) in new[]
        {
            (Start(Native).Fragments([], [Coded()]), "JPEG"), (Start(RunLength).Fragments([], [Coded()]), "JPEG"), (Start(LosslessJpeg).Fragments([], [runs]), "RLE"),
            (Start(Jpeg2000).Fragments([], [runs]), "RLE"), (Start(Native).Fragments([], [runs]), "RLE"), (Start(Jpeg2000).Fragments([], [Values]), "uncompressed"),
            (Start(RunLength).Fragments([], [Values]), "uncompressed"), (Start(Native).Fragments([], [Values]), "encapsulated"), (Start(Native).Fragments([], [Values[..40], Values[40..]]), "encapsulated"),
            (Start(LosslessJpeg).Value(DicomTags.PixelData, "OB", Values), "uncompressed"), (Start(RunLength).Value(DicomTags.PixelData, "OB", Values), "uncompressed"),
        })
        {
            var image = file.Decode();
            Assert.Equal(Values, image.Pixels);
            Assert.Contains(what, Assert.Single(image.Notes), StringComparison.Ordinal);
        }

        Assert.Equal(Values, Start("1.2.3.4").Fragments([], [Coded()]).Decode().Pixels);
        Assert.Equal("unsupported-transfer-syntax", Refusal(Start("1.2.3.4").Fragments([], [Values])).Code);
        Assert.Equal(Values, Start(LosslessJpeg).Value(DicomTags.PixelData, "OB", Coded()).Decode().Pixels);
        Assert.Equal(Values, Start(RunLength).Value(DicomTags.PixelData, "OB", runs).Decode().Pixels);
        var items = new DicomFileBuilder(DicomEncoding.ExplicitLittle).Value(DicomTags.Item, "").Value(DicomTags.Item, "", Coded()).Header(DicomTags.SequenceDelimitation, "", 0).ToArray();
        Assert.Equal(Values, Start(LosslessJpeg).Value(DicomTags.PixelData, "OB", items).Decode().Pixels);
        Assert.Empty(Start(LosslessJpeg).Fragments([], [Coded()]).Decode().Notes);
    }

    [Theory]
    [InlineData(LosslessJpeg, 98, "malformed-data-set")]
    [InlineData(RunLength, 102, "malformed-data-set")]
    public void Plain_pixels_of_another_number_than_uncompressed_ones_are_refused(string syntax, int bytes, string code)
    {
        var refusal = Refusal(Start(syntax).Value(DicomTags.PixelData, "OB", new byte[bytes]));
        Assert.Equal(code, refusal.Code);
        Assert.Contains("100", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fragments_of_nothing_that_is_known_are_refused_under_an_uncompressed_syntax() =>
        Assert.Equal("malformed-data-set", Refusal(Start(Native).Fragments([], [[1, 2, 3, 4]])).Code);

    [Fact]
    public void Pixels_that_are_not_square_are_mentioned()
    {
        var image = Start(Native).Text(DicomTags.PixelAspectRatio, @"2\1").Value(DicomTags.PixelData, "OW", Values).Decode();
        Assert.Contains("2:1", Assert.Single(image.Notes), StringComparison.Ordinal);
        Assert.Contains("2:1", DicomSummary.Of("a.dcm", image).Warning, StringComparison.Ordinal);
        Assert.Null(DicomSummary.Of("a.dcm", Start(Native).Text(DicomTags.PixelAspectRatio, @"3\3").Value(DicomTags.PixelData, "OW", Values).Decode()).Warning);
    }

    private static DicomFileBuilder Start(string syntax) => new DicomFileBuilder(DicomEncoding.ExplicitLittle, syntax).Text(DicomTags.Modality, "DX").Image(10, 10);

    private static byte[] Coded() => LosslessJpegEncoder.Encode([.. Values.Select(static value => (ushort)value)], new LosslessJpegParameters(10, 10, 8));

    private static DicomImage Decode(byte[] file) => DicomFile.Read(new MemoryStream(file)).DecodeImage();

    private static ImageFormatException Refusal(DicomFileBuilder file) => Assert.Throws<ImageFormatException>(() => file.Decode());
}
