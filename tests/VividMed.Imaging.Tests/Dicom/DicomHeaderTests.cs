using System.IO.Compression;
using VividMed.Imaging.Dicom;
using VividMed.Imaging.Tests.Nifti;
using VividMed.TestKit;

namespace VividMed.Imaging.Tests.Dicom;

/// <summary>Headers alone: the same attributes as the whole file, at the cost of its first kilobytes.</summary>
public sealed class DicomHeaderTests
{
    private const string Explicit = "1.2.840.10008.1.2.1";
    private const string Deflated = "1.2.840.10008.1.2.1.99";

    [Fact]
    public void Every_real_file_has_the_same_attributes_with_and_without_its_pixels()
    {
        foreach (var path in Directory.GetFiles(SharedData.Require("fixtures", "dicom")))
        {
            using var whole = File.OpenRead(path);
            using var again = File.OpenRead(path);
            var (file, header) = (DicomFile.Read(whole), DicomHeader.Read(again));
            Assert.Equal(file.TransferSyntaxUid, header.TransferSyntaxUid);
            var expected = file.Dataset.Tags.TakeWhile(static tag => !DicomTags.IsPixelData(tag)).ToArray();
            Assert.Equal(expected, header.Dataset.Tags.Take(expected.Length));
            Assert.Equal(expected.Select(file.Dataset.GetString), expected.Select(header.Dataset.GetString));
            Assert.Equal(file.Dataset.Contains(DicomTags.PixelData), header.HasPixelData);
        }
    }

    [Fact]
    public void Only_the_beginning_of_a_large_file_is_read()
    {
        var stream = new MemoryStream(Radiograph(Explicit, privateBytes: 0).Value(DicomTags.PixelData, "OW", new byte[2_000_000]).ToArray());
        var header = DicomHeader.Read(stream);
        Assert.Equal(2_000_000, header.PixelDataBytes);
        Assert.InRange(stream.Position, 0, 1 << 14);
    }

    [Theory]
    [InlineData(16_100)]
    [InlineData(16_384)]
    [InlineData(300_000)]
    public void A_header_longer_than_the_first_piece_is_read_to_its_end(int privateBytes)
    {
        foreach (var encapsulated in new[] { false, true })
        {
            var file = Radiograph(Explicit, privateBytes);
            var bytes = (encapsulated ? file.Fragments([], [[1, 2]]) : file.Value(DicomTags.PixelData, "OW", 1, 2)).ToArray();
            var header = DicomHeader.Read(new OneWayStream(new MemoryStream(bytes)));
            Assert.Equal("MONOCHROME2", header.Dataset.GetString(DicomTags.PhotometricInterpretation));
            Assert.Equal((true, encapsulated ? null : 2L), (header.HasPixelData, header.PixelDataBytes));
        }
    }

    [Fact]
    public void Deflated_and_gzipped_headers_are_inflated_as_far_as_needed()
    {
        var dataset = Radiograph(syntax: null, privateBytes: 40_000).Value(DicomTags.PixelData, "OW", new byte[5_000_000]).ToArray();
        var deflated = new DicomFileBuilder(DicomEncoding.ExplicitLittle, Deflated).Raw(Packed(dataset, gzip: false)).ToArray();
        foreach (var bytes in new[] { deflated, Packed(dataset, gzip: true) })
        {
            var header = DicomHeader.Read(new MemoryStream(bytes), new DicomLimits { HeaderBytes = 100_000 });
            Assert.Equal(5_000_000, header.PixelDataBytes);
            Assert.Equal(512, header.Dataset.GetInt(DicomTags.Rows));
        }
    }

    [Fact]
    public void A_header_that_never_reaches_its_pixels_is_refused_at_the_limit()
    {
        var file = new DicomFileBuilder(DicomEncoding.ExplicitLittle, Explicit).Header(new DicomTag(0x0009, 0x1001), "OB", 900_000_000).Raw(new byte[300_000]);
        var refusal = Assert.Throws<ImageFormatException>(() => DicomHeader.Read(new MemoryStream(file.ToArray()), new DicomLimits { HeaderBytes = 100_000 }));
        Assert.Equal("file-too-large", refusal.Code);
        Assert.Equal("malformed-data-set", Assert.Throws<ImageFormatException>(() => DicomHeader.Read(new MemoryStream(file.ToArray()))).Code);
    }

    [Fact]
    public void Something_else_is_refused_without_reading_it_all()
    {
        var stream = new MemoryStream(Enumerable.Repeat((byte)'x', 5_000_000).ToArray());
        Assert.Equal("not-dicom", Assert.Throws<ImageFormatException>(() => DicomHeader.Read(stream)).Code);
        Assert.InRange(stream.Position, 0, 1 << 14);
    }

    [Fact]
    public void A_cancelled_read_stops()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        var bytes = Radiograph(Explicit, 0).Value(DicomTags.PixelData, "OW", new byte[8]).ToArray();
        Assert.ThrowsAny<OperationCanceledException>(() => DicomHeader.Read(new MemoryStream(bytes), cancellationToken: cancelled.Token));
        Assert.ThrowsAny<OperationCanceledException>(() => DicomFile.Read(new MemoryStream(bytes), cancellationToken: cancelled.Token));
    }

    private static DicomFileBuilder Radiograph(string? syntax, int privateBytes) => new DicomFileBuilder(DicomEncoding.ExplicitLittle, syntax)
        .Text(DicomTags.Modality, "DX").Value(new DicomTag(0x0009, 0x1001), "OB", new byte[privateBytes]).Image(512, 512, bits: 16);

    private static byte[] Packed(byte[] content, bool gzip)
    {
        var packed = new MemoryStream();
        using (Stream zip = gzip ? new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true) : new DeflateStream(packed, CompressionLevel.Fastest, leaveOpen: true)) zip.Write(content);
        return packed.ToArray();
    }
}
