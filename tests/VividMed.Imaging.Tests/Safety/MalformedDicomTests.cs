using System.Buffers.Binary;
using VividMed.Imaging.Dicom;
using VividMed.Imaging.Dicom.Display;
using VividMed.Imaging.Jpeg;
using VividMed.Imaging.Tests.Codecs;
using VividMed.Imaging.Tests.Dicom;

namespace VividMed.Imaging.Tests.Safety;

/// <summary>
/// The ten classes of malformed DICOM that have broken other parsers, each under its name: the answer is a typed refusal, or the
/// image where the damage is beside it. What single elements may look like is in <see cref="DicomParserTests"/>.
/// </summary>
public sealed class MalformedDicomTests
{
    private const uint Undefined = 0xFFFFFFFF;
    private const string Native = "1.2.840.10008.1.2.1";
    private const string LosslessJpeg = "1.2.840.10008.1.2.4.70";

    private static readonly DicomTag Private = new(0x0009, 0x1001);

    [Fact]
    public void Class_1_lying_lengths()
    {
        Refused("malformed-data-set", Started().Header(Private, "OB", 0x7FFFFFFF).Raw(1, 2));
        Refused("malformed-data-set", Started().Header(Private, "OB", 0xFFFFFFFE).Raw(1, 2));
        Refused("malformed-data-set", Started().Header(DicomTags.PatientId, "LO", Undefined & 0xFFFF));
        Refused("malformed-data-set", Started().Header(Private, "LT", 0xFFFF).Raw(1, 2, 3));
        Refused("malformed-data-set", Started().Header(Private, "SQ", Undefined).Header(DicomTags.Item, "", 0x7FFFFFF0).Raw(1, 2, 3, 4));

        // An odd length and an empty sequence are against the standard or odd, and harmless.
        var file = Started().Raw(0x10, 0x00, 0x20, 0x00, (byte)'L', (byte)'O', 3, 0, (byte)'a', (byte)'b', (byte)'c').Value(DicomTags.ViewCodeSequence, "SQ").UInt16(DicomTags.Rows, 7).Read();
        Assert.Equal("abc", file.Dataset.GetString(DicomTags.PatientId));
        Assert.Empty(file.Dataset.GetSequence(DicomTags.ViewCodeSequence));
        Assert.Equal(7, file.Dataset.GetInt(DicomTags.Rows));
    }

    [Fact]
    public void Class_2_nesting_bombs()
    {
        var bomb = Started();
        for (var depth = 0; depth < 200_000; depth++) bomb.Header(Private, "SQ", Undefined).Header(DicomTags.Item, "", Undefined);
        Refused("nesting-too-deep", bomb);

        var items = Started().Header(Private, "SQ", Undefined);
        for (var i = 0; i <= 1_000_000; i++) items.Header(DicomTags.Item, "", 0);
        Refused("too-many-elements", items);

        // Sequences of defined length are opened one by one, as they are asked for.
        byte[] inner = [];
        for (var depth = 0; depth < 2000; depth++)
        {
            var item = new DicomFileBuilder(DicomEncoding.ExplicitLittle).Value(DicomTags.Item, "", inner).ToArray();
            inner = new DicomFileBuilder(DicomEncoding.ExplicitLittle).Value(Private, "SQ", item).ToArray();
        }

        var dataset = Started().Raw(inner).Read().Dataset;
        for (var depth = 0; depth < 1000; depth++) dataset = Assert.Single(dataset.GetSequence(Private));

        // A private sequence that the file's end cuts off.
        Refused("malformed-data-set", Started().Header(Private, "SQ", Undefined).Header(DicomTags.Item, "", Undefined).Text(DicomTags.CodeValue, "X"));
    }

    [Fact]
    public void Class_3_broken_file_meta()
    {
        var sound = Image().Value(DicomTags.PixelData, "OW", 1, 2).ToArray();
        var dataset = Started().Image(1, 2).Value(DicomTags.PixelData, "OW", 1, 2).ToArray();
        Assert.Equal([1, 2], Decode(sound));
        Assert.Equal([1, 2], Decode(dataset));
        Assert.Equal([1, 2], Decode([.. new byte[128], .. "DICM"u8, .. dataset]));

        // A group length that lies, the same tag twice, a type that is none.
        byte[] meta = [2, 0, 0, 0, (byte)'U', (byte)'L', 4, 0, 0xFF, 0xFF, 0xFF, 0x7F];
        var syntax = sound[132..];
        Assert.Equal([1, 2], Decode([.. new byte[128], .. "DICM"u8, .. meta, .. syntax]));
        Assert.Equal([1, 2], Decode([.. new byte[128], .. "DICM"u8, .. meta, .. meta, .. syntax]));
        Refused("malformed-data-set", [.. new byte[128], .. "DICM"u8, 2, 0, 0, 0, 0, 0, 4, 0, 1, 0, 0, 0]);
        Refused("malformed-data-set", [.. new byte[128], .. "DICM"u8, 2, 0, 0, 0, (byte)'U', (byte)'N', 0, 0, 0xFF, 0xFF, 0xFF, 0xFF]);
        Refused("not-dicom", new byte[100]);
        Refused("not-dicom", "DICM"u8.ToArray());
        Refused("no-pixel-data", [.. new byte[128], .. "DICM"u8]);
    }

    [Theory]
    [InlineData("image-too-large", 65535, 65535, 16, 1, "65535")]
    [InlineData("image-too-large", 65535, 65535, 32, 4, "2147483647")]
    [InlineData("truncated-pixel-data", 100, 100, 16, 1, "1")]
    [InlineData("malformed-image-header", 0, 100, 16, 1, "1")]
    [InlineData("malformed-image-header", 100, 100, 16, 0, "1")]
    [InlineData("malformed-image-header", 100, 100, 16, 5, "1")]
    [InlineData("malformed-image-header", 100, 100, 16, 1, "0")]
    [InlineData("malformed-image-header", 100, 100, 16, 1, "-1")]
    [InlineData("malformed-value", 100, 100, 16, 1, "99999999999")]
    [InlineData("malformed-image-header", 100, 100, 24, 1, "1")]
    public void Class_4_geometry_against_pixels(string code, int rows, int columns, int bits, int samples, string frames)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        Refused(code, new DicomFileBuilder(DicomEncoding.ExplicitLittle, Native).UInt16(DicomTags.SamplesPerPixel, samples).Text(DicomTags.PhotometricInterpretation, "MONOCHROME2")
            .Text(DicomTags.NumberOfFrames, frames).UInt16(DicomTags.Rows, rows).UInt16(DicomTags.Columns, columns).UInt16(DicomTags.BitsAllocated, bits).Value(DicomTags.PixelData, "OW", 1, 2, 3, 4));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void Class_4_rows_as_a_long_number_and_a_high_bit_out_of_place()
    {
        var longRows = new DicomFileBuilder(DicomEncoding.ExplicitLittle, Native).Text(DicomTags.PhotometricInterpretation, "MONOCHROME2")
            .Value(DicomTags.Rows, "UL", 0xFF, 0xFF, 0xFF, 0xFF).UInt16(DicomTags.Columns, 1).UInt16(DicomTags.BitsAllocated, 8).Value(DicomTags.PixelData, "OW", 1, 2);
        Refused("malformed-value", longRows);
        Refused("malformed-image-header", Image().UInt16(DicomTags.HighBit, 8).Value(DicomTags.PixelData, "OW", 1, 2));
    }

    [Fact]
    public void Class_5_encapsulation_errors()
    {
        var stream = LosslessJpegEncoder.Encode(new ushort[] { 1, 2 }, new LosslessJpegParameters(2, 1, 8));
        byte[][] whole = [stream];
        Assert.Equal([1, 2], Encapsulated().Fragments([], whole, delimited: false).Decode().Pixels);
        Assert.Equal([1, 2], Encapsulated().Fragments([], [stream, []]).Decode().Pixels);
        Assert.Equal([1, 2], Encapsulated().Fragments([1, 2, 3], whole).Decode().Pixels);
        Assert.Equal([1, 2], Encapsulated().Fragments([0xFF, 0xFF, 0xFF, 0xFF], whole).Decode().Pixels);
        Refused("truncated-pixel-data", Encapsulated().Header(DicomTags.PixelData, "OB", Undefined).Header(DicomTags.SequenceDelimitation, "", 0));
        Refused("truncated-pixel-data", Encapsulated().Header(DicomTags.PixelData, "OB", Undefined).Value(DicomTags.Item, "").Header(DicomTags.Item, "", 5000).Raw(stream));
        Refused("malformed-data-set", Encapsulated().Header(DicomTags.PixelData, "OB", Undefined).Value(DicomTags.Item, "").Text(DicomTags.PatientId, "1"));
        Refused("malformed-codestream", Encapsulated().Fragments([], [[]]));
        Refused("malformed-codestream", Encapsulated().Fragments([], [[0xFF]]));
        Refused("malformed-codestream", Encapsulated().Fragments([], [[0xFF, 0xD8]]));

        // A delimiter of nothing, before the pixels.
        Assert.ThrowsAny<ImageFormatException>(() => new DicomFileBuilder(DicomEncoding.ExplicitLittle, Native).Header(DicomTags.SequenceDelimitation, "", 0).Header(DicomTags.ItemDelimitation, "", 0).Decode());
    }

    [Fact]
    public void Class_6_codestreams_that_disagree_with_the_data_set()
    {
        foreach (var name in CodecSample.Names.Where(static name => name.EndsWith(".jpg", StringComparison.Ordinal)))
        {
            Refused("codestream-mismatch", CodecSample.Dicom(name, rows: CodecSample.Height + 1));
            Refused("codestream-mismatch", CodecSample.Dicom(name, columns: 60_000, rows: 2));
        }

        // Sixteen run-length segments; a JPEG that never ends; a frame header that claims more than its bytes can hold.
        var segments = new byte[64];
        BinaryPrimitives.WriteUInt32LittleEndian(segments, 16);
        Refused("malformed-codestream", new DicomFileBuilder(DicomEncoding.ExplicitLittle, "1.2.840.10008.1.2.5").Image(1, 2).Fragments([], [[.. segments, 0, 0]]));
        Refused("malformed-codestream", Encapsulated().Fragments([], [[0xFF, 0xD8, .. Enumerable.Repeat((byte)0xFF, 100_000)]]));
        var claim = LosslessJpegEncoder.Encode(new ushort[64], new LosslessJpegParameters(8, 8, 8));
        var frame = claim.AsSpan().IndexOf([(byte)0xFF, (byte)0xC3]);
        BinaryPrimitives.WriteUInt16BigEndian(claim.AsSpan(frame + 5), 20_000);
        BinaryPrimitives.WriteUInt16BigEndian(claim.AsSpan(frame + 7), 20_000);
        Refused("truncated-pixel-data", new DicomFileBuilder(DicomEncoding.ExplicitLittle, LosslessJpeg).Image(20_000, 20_000).Fragments([], [claim]));
    }

    [Fact]
    public void Class_7_table_palette_and_overlay_errors()
    {
        byte[] endless = [0, 0, 0, 0, 16, 0];
        var palette = Image().Value(DicomTags.RedPaletteDescriptor, "US", endless).Value(DicomTags.RedPaletteData, "OW", 1, 2).Value(DicomTags.PixelData, "OW", 1, 2);
        Assert.Equal([1, 2], palette.Decode().Pixels);
        Assert.Equal("malformed-lookup-table", Assert.Throws<ImageFormatException>(() => DicomDisplay.Read(palette.Read().Dataset)).Code);

        var cut = Image().Value(DicomTags.RedPaletteDescriptor, "US", 1, 0).Value(DicomTags.RedPaletteData, "OW", 1, 2).Value(DicomTags.PixelData, "OW", 1, 2);
        Assert.Equal("malformed-lookup-table", Assert.Throws<ImageFormatException>(() => DicomDisplay.Read(cut.Read().Dataset)).Code);

        var overlay = Image().Value(new DicomTag(0x6000, 0x0010), "US", 0xFF, 0xFF).Value(new DicomTag(0x6000, 0x0050), "SS", 0, 0x80, 0, 0x80)
            .Value(new DicomTag(0x601F, 0x0010), "US", 1, 0).Value(new DicomTag(0x6000, 0x3000), "OW").Value(DicomTags.PixelData, "OW", 1, 2).Decode();
        Assert.Equal(short.MinValue, Assert.Single(overlay.Overlays).OriginRow);
        Assert.Equal([1, 2], overlay.Pixels);
    }

    [Fact]
    public void Class_8_empty_and_absurd_numbers()
    {
        var dataset = Image().Text(DicomTags.PixelSpacing, "").Text(DicomTags.ImagePositionPatient, "").Text(DicomTags.SpecificCharacterSet, "").Text(DicomTags.PatientName, "A^B")
            .Text(DicomTags.WindowCenter, "40").Text(DicomTags.WindowWidth, "-400").Value(DicomTags.PixelData, "OW", 1, 2).Read().Dataset;
        Assert.Empty(dataset.GetDecimals(DicomTags.PixelSpacing));
        Assert.Empty(dataset.GetDecimals(DicomTags.ImagePositionPatient));
        Assert.Equal("A^B", dataset.GetString(DicomTags.PatientName));
        Assert.Empty(DicomDisplay.Read(dataset).Windows);
        foreach (var text in new[] { "1,5", "NaN", "Infinity", "1e999", "%n%s", "0x10", "1.5.2" })
        {
            Refused("malformed-value", Image().Text(DicomTags.RescaleSlope, text).Value(DicomTags.PixelData, "OW", 1, 2));
            Assert.Equal("malformed-value", Assert.Throws<ImageFormatException>(() => Image().Text(DicomTags.PixelSpacing, text).Read().Dataset.GetDecimals(DicomTags.PixelSpacing)).Code);
        }

        Assert.Equal("malformed-value", Assert.Throws<ImageFormatException>(() => Image().Value(DicomTags.PixelSpacing, "FD", 0, 0, 0, 0, 0, 0, 0xF8, 0x7F).Read().Dataset.GetDecimals(DicomTags.PixelSpacing)).Code);
    }

    [Fact]
    public void Class_9_bombs_and_escapes()
    {
        var limits = new DicomLimits { FileBytes = 1 << 20, HeaderBytes = 1 << 20 };
        var zeros = Started().Raw(new byte[50_000_000]).ToArray();
        foreach (var bomb in new[] { FuzzFiles.Gzipped(zeros), FuzzFiles.Gzipped(FuzzFiles.Gzipped(zeros)), FuzzFiles.Deflated([.. new byte[132], .. zeros]) })
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            Assert.Throws<ImageFormatException>(() => DicomFile.Read(new MemoryStream(bomb), limits));
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 8 << 20);
        }

        // Names in a file are values and nothing more: no reader opens a path that a file names.
        var escape = Started().Text(DicomTags.SopInstanceUid, "../../etc/passwd").Text(new DicomTag(0x0004, 0x1500), @"..\..\ETC\PASSWD").Read().Dataset;
        Assert.Equal("../../etc/passwd", escape.GetString(DicomTags.SopInstanceUid));
    }

    [Fact]
    public void Class_10_desynchronized_types_and_trailing_bytes()
    {
        foreach (var vr in new byte[][] { [(byte)'-', (byte)'-'], [0, 0], [(byte)'?', (byte)'?'], [(byte)'u', (byte)'s'] })
        {
            Refused("malformed-data-set", Started().Raw([0x10, 0, 0x20, 0, .. vr, 2, 0, 1, 2]));
        }

        // A type rewritten to UN, an unknown type in capitals, zeros behind the end, a program before the beginning.
        var unknown = Started().Value(DicomTags.PatientId, "UN", (byte)'7', (byte)' ').Value(Private, "ZZ", 1, 2).UInt16(DicomTags.Rows, 3).Read().Dataset;
        Assert.Equal("7", unknown.GetString(DicomTags.PatientId));
        Assert.Equal(3, unknown.GetInt(DicomTags.Rows));
        Assert.Equal([1, 2], Decode([.. Image().Value(DicomTags.PixelData, "OW", 1, 2).ToArray(), .. new byte[1_000_000]]));
        var polyglot = Image().Value(DicomTags.PixelData, "OW", 1, 2).ToArray();
        "\u007FELF"u8.CopyTo(polyglot);
        Assert.Equal([1, 2], Decode(polyglot));
        Assert.Equal([1, 2], Decode([.. Image().Value(DicomTags.PixelData, "OW", 1, 2).ToArray(), .. "garbage behind the end"u8]));
        Assert.ThrowsAny<ImageFormatException>(() => Decode([.. Image().ToArray(), .. "garbage in place of the pixels"u8]));
    }

    private static DicomFileBuilder Started() => new DicomFileBuilder(DicomEncoding.ExplicitLittle).Text(DicomTags.Modality, "DX");

    private static DicomFileBuilder Image() => new DicomFileBuilder(DicomEncoding.ExplicitLittle, Native).Image(1, 2);

    private static DicomFileBuilder Encapsulated() => new DicomFileBuilder(DicomEncoding.ExplicitLittle, LosslessJpeg).Image(1, 2);

    private static byte[] Decode(byte[] file) => DicomFile.Read(new MemoryStream(file)).DecodeImage().Pixels;

    private static void Refused(string code, DicomFileBuilder file) => Refused(code, file.ToArray());

    private static void Refused(string code, byte[] file) => Assert.Equal(code, Assert.Throws<ImageFormatException>(() => Decode(file)).Code);
}
