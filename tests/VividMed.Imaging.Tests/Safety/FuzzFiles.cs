using System.IO.Compression;
using VividMed.Imaging.Codecs;
using VividMed.Imaging.Dicom;
using VividMed.Imaging.Jpeg;
using VividMed.Imaging.Nifti;
using VividMed.Imaging.Png;
using VividMed.Imaging.Tests.Codecs;
using VividMed.Imaging.Tests.Dicom;
using VividMed.Imaging.Tests.Dicom.Segmentations;
using VividMed.Imaging.Tests.Dicom.Series;
using VividMed.TestKit;

namespace VividMed.Imaging.Tests.Safety;

/// <summary>Sound files, small, of every kind that is read: what the fuzzer damages.</summary>
internal static class FuzzFiles
{
    private const int Width = 24;
    private const int Height = 20;

    public static byte[][] Dicom() =>
    [
        .. Enum.GetValues<DicomStorage>().SelectMany(static storage => new[] { 8, 12, 16 }.Select(bits => Written(bits, storage))),
        .. CodecSample.Names.Select(static name => CodecSample.Dicom(name).ToArray()),
        Nested(),
        Palette(),
    ];

    /// <summary>Files that say one thing and hold another, or hold what few files do.</summary>
    public static byte[][] OddDicom()
    {
        var values = Enumerable.Range(0, 240).Select(static i => (byte)(i * 7)).ToArray();
        var icon = new DicomFileBuilder(DicomEncoding.ExplicitLittle).Header(new DicomTag(0x0088, 0x0200), "SQ", 0xFFFFFFFF).Header(DicomTags.Item, "", 0xFFFFFFFF)
            .Fragments([], [[0xFF, 0xD8, 0xFF, 0xD9]]).Header(DicomTags.ItemDelimitation, "", 0).Header(DicomTags.SequenceDelimitation, "", 0).ToArray();
        return
        [
            Odd("1.2.840.10008.1.2.1").Raw(icon).Image(10, 12, bits: 16, stored: 12).UInt16(DicomTags.HighBit, 15).UInt16(DicomTags.PixelPaddingValue, 7).Value(DicomTags.PixelData, "OW", values).ToArray(),
            Odd("1.2.840.10008.1.2.1").Image(10, 24).Header(DicomTags.PixelData, "OW", 0xFFFFFFFF).Raw(values).Header(DicomTags.SequenceDelimitation, "", 0).Raw(1, 2, 3).ToArray(),
            Odd("1.2.840.10008.1.2.5").Image(10, 12, bits: 1, frames: 2).Fragments([], [RunLengthCodec.EncodeFrame(values.AsSpan(0, 15), 1, 1), RunLengthCodec.EncodeFrame(values.AsSpan(15, 15), 1, 1)]).ToArray(),
            Odd("1.2.840.10008.1.2.4.90").Image(10, 12, frames: 2).Fragments([], [values[..120], values[120..]]).ToArray(),
            Odd("1.2.840.10008.1.2.4.70").Image(20, 24).Value(DicomTags.PixelData, "OB", [.. FuzzFiles.Lossless(8, 1, 1, 0)]).ToArray(),
            Odd("1.2.840.10008.1.2.1").Image(6, 10, bits: 32).Value(DicomTags.FloatPixelPaddingValue, "FL", values[..4]).Value(DicomTags.FloatPixelData, "OF", values).ToArray(),
            new DicomFileBuilder(DicomEncoding.ExplicitBig, "1.2.840.10008.1.2.2").Image(5, 3, samples: 3, photometric: "RGB", frames: 3).Value(DicomTags.PixelData, "OW", values[..136]).ToArray(),
            new DicomFileBuilder(DicomEncoding.ExplicitLittle).Text(DicomTags.ImageType, new string('x', 120) + "DICM").Image(10, 24).Value(DicomTags.PixelData, "OW", values).ToArray(),
        ];

        static DicomFileBuilder Odd(string syntax) => new DicomFileBuilder(DicomEncoding.ExplicitLittle, syntax).Text(DicomTags.Modality, "DX");
    }

    public static byte[][] PlainDicom() => [Written(12, DicomStorage.ExplicitLittleEndian), Nested(), Palette(), Slice()];

    public static byte[][] EnhancedDicom() => [EnhancedSeriesTests.Enhanced([0, 2, 4])];

    public static byte[][] CtSlices() => [.. Enum.GetValues<DicomStorage>().Select(static storage => CtFolder.Encode(CtFolder.Slice(0) with { Storage = storage }))];

    public static byte[][] Segmentations() => [DicomSegmentationTests.Sound()];

    /// <summary>Those beside the repository, where they are.</summary>
    public static byte[][] RealDicom()
    {
        var folder = Path.Combine(Repository.Root, "..", "shared", "fixtures", "dicom");
        return Directory.Exists(folder) ? [.. Directory.GetFiles(folder).Order(StringComparer.Ordinal).Select(File.ReadAllBytes).Where(static file => file.Length < 60_000)] : [];
    }

    public static byte[][] LosslessJpeg() =>
    [
        .. Enumerable.Range(1, 7).Select(static predictor => Lossless(12, 1, predictor, restartRows: 0)),
        Lossless(16, 1, 1, restartRows: 3),
        Lossless(9, 1, 4, restartRows: 1),
    ];

    public static byte[][] LosslessColorJpeg() => [Lossless(8, 3, 1, restartRows: 0), Lossless(8, 3, 6, restartRows: 2), Lossless(8, 3, 4, restartRows: 0, interleaved: false)];

    public static byte[][] BaselineJpeg()
    {
        var jpeg = new MemoryStream();
        JpegCodec.WriteGray(jpeg, new GrayImage(Width, Height, [.. RandomImages.Pixels(Width * Height, bits: 8, seed: 1).Select(static value => (byte)value)]));
        return [jpeg.ToArray()];
    }

    public static byte[][] RunLength()
    {
        var pixels = new byte[Width * Height * 2];
        for (var i = 0; i < pixels.Length; i++) pixels[i] = (byte)(i / 7);
        return [RunLengthCodec.EncodeFrame(pixels, samples: 1, sampleBytes: 2)];
    }

    public static byte[][] Nifti() =>
    [
        .. Enum.GetValues<NiftiDatatype>().Select(static datatype => NiftiBytes.Build(datatype, [5, 4, 3])),
        NiftiBytes.Build(NiftiDatatype.Int16, [5, 4, 3], version: 2),
        NiftiBytes.Build(NiftiDatatype.Int16, [5, 4, 3], bigEndian: true, slope: 0.5, intercept: -3),
        NiftiBytes.Build(NiftiDatatype.Float32, [3, 2, 2, 2], version: 2, bigEndian: true),
        TwoAffines(),
    ];

    /// <summary>In micrometers, with a quaternion and a matrix.</summary>
    private static byte[] TwoAffines()
    {
        var bytes = NiftiBytes.Build(NiftiDatatype.UInt8, [5, 4, 3]);
        bytes[123] = 3;
        foreach (var code in new[] { 252, 254 }) NiftiBytes.Int(bytes, code, 2, 2);
        for (var i = 0; i < 12; i++) NiftiBytes.Real(bytes, 280 + (4 * i), i % 5 == 0 ? 2 : 0);
        return bytes;
    }

    public static byte[][] GzippedNifti() => [.. Nifti().Select(Gzipped)];

    public static byte[][] Png()
    {
        var (gray, deep) = (new MemoryStream(), new MemoryStream());
        PngCodec.WriteGray8(gray, new GrayImage(9, 7, [.. RandomImages.Pixels(63, bits: 8, seed: 1).Select(static value => (byte)value)]));
        PngCodec.WriteGray16(deep, new Gray16Image(9, 7, RandomImages.Pixels(63, bits: 16, seed: 2)));
        return [gray.ToArray(), deep.ToArray()];
    }

    /// <summary>A data set with these bytes as its only fragment.</summary>
    public static byte[] Around(byte[] codestream, int samples, int bits, string syntax = "1.2.840.10008.1.2.4.70") => new DicomFileBuilder(DicomEncoding.ExplicitLittle, syntax)
        .Image(Height, Width, bits, samples, samples == 3 ? "RGB" : "MONOCHROME2").Fragments([], [codestream]).ToArray();

    public static byte[] Gzipped(byte[] content) => Packed(content, static stream => new GZipStream(stream, CompressionLevel.Fastest, leaveOpen: true));

    public static byte[] Deflated(byte[] dataset) => new DicomFileBuilder(DicomEncoding.ExplicitLittle, "1.2.840.10008.1.2.1.99")
        .Raw(Packed(dataset.AsSpan(Math.Min(dataset.Length, 132)).ToArray(), static stream => new DeflateStream(stream, CompressionLevel.Fastest, leaveOpen: true))).ToArray();

    private static byte[] Packed(byte[] content, Func<Stream, Stream> pack)
    {
        var packed = new MemoryStream();
        using (var zip = pack(packed)) zip.Write(content);
        return packed.ToArray();
    }

    private static byte[] Written(int bits, DicomStorage storage)
    {
        var stream = new MemoryStream();
        DicomWriter.Write(stream, RandomImages.Radiograph(Width, Height, bits, storage, seed: bits));
        return stream.ToArray();
    }

    private static byte[] Lossless(int bits, int components, int predictor, int restartRows, bool interleaved = true) => LosslessJpegEncoder.Encode(
        RandomImages.Pixels(Width * Height * components, bits, seed: predictor),
        new LosslessJpegParameters(Width, Height, bits, components, predictor, RestartRows: restartRows, Interleaved: interleaved));

    private static byte[] Nested()
    {
        var item = new DicomFileBuilder(DicomEncoding.ExplicitLittle).Text(DicomTags.CodeMeaning, "postero-anterior").ToArray();
        var sequence = new DicomFileBuilder(DicomEncoding.ExplicitLittle).Value(DicomTags.Item, "", item).ToArray();
        return new DicomFileBuilder(DicomEncoding.ExplicitLittle, "1.2.840.10008.1.2.1").Text(DicomTags.SpecificCharacterSet, @"\ISO 2022 IR 87")
            .Value(DicomTags.PatientName, "PN", 0x1B, 0x24, 0x42, 0x3B, 0x33, 0x1B, 0x28, 0x42)
            .Header(new DicomTag(0x0009, 0x1001), "SQ", 0xFFFFFFFF).Header(DicomTags.Item, "", 0xFFFFFFFF).Value(DicomTags.ViewCodeSequence, "SQ", sequence)
            .Header(DicomTags.ItemDelimitation, "", 0).Header(DicomTags.SequenceDelimitation, "", 0)
            .Image(2, 3, samples: 3, photometric: "YBR_FULL", frames: 2, planar: 1).Text(DicomTags.WindowCenter, "40").Text(DicomTags.WindowWidth, "400")
            .Value(DicomTags.PixelData, "OW", new byte[36]).ToArray();
    }

    private static byte[] Palette()
    {
        byte[] descriptor = [4, 0, 0, 0, 16, 0];
        return new DicomFileBuilder(DicomEncoding.ExplicitLittle, "1.2.840.10008.1.2.1").Image(2, 4, photometric: "PALETTE COLOR")
            .Value(DicomTags.RedPaletteDescriptor, "US", descriptor).Value(DicomTags.GreenPaletteDescriptor, "US", descriptor).Value(DicomTags.BluePaletteDescriptor, "US", descriptor)
            .Value(DicomTags.RedPaletteData, "OW", new byte[8]).Value(DicomTags.GreenPaletteData, "OW", new byte[8]).Value(DicomTags.BluePaletteData, "OW", new byte[8])
            .Value(new DicomTag(0x6000, 0x0010), "US", 2, 0).Value(new DicomTag(0x6000, 0x0050), "SS", 1, 0, 1, 0)
            .Value(DicomTags.PixelData, "OW", 0, 1, 2, 3, 3, 2, 1, 0).ToArray();
    }

    private static byte[] Slice() => new DicomFileBuilder(DicomEncoding.ExplicitLittle, "1.2.840.10008.1.2.1")
        .Text(DicomTags.ImagePositionPatient, @"0\0\0").Text(DicomTags.ImageOrientationPatient, @"1\0\0\0\1\0").Image(3, 4, bits: 16).Text(DicomTags.PixelSpacing, @"0.8\0.5")
        .Value(DicomTags.PixelData, "OW", new byte[24]).ToArray();
}
