using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;
using System.Security.Cryptography;
using System.Text;
using VividMed.Datasets;
using VividMed.Imaging;
using VividMed.Imaging.Geometry;
using VividMed.Imaging.Jpeg;
using VividMed.Imaging.Nifti;
using VividMed.Imaging.Png;

namespace VividMed.Localization.Tests;

/// <summary>What a source's file says beside its image goes into no shard.</summary>
public sealed class PrivacyTests
{
    private static readonly byte[] Name = "SMITH^JOHN 1950-01-02"u8.ToArray();

    private static readonly GrayImage Picture = new(16, 8, [.. Enumerable.Range(0, 128).Select(static i => (byte)(2 * i))]);

    [Theory]
    [InlineData(148)] // descrip
    [InlineData(228)] // aux_file, as far as it goes
    public void The_text_of_a_volume_s_header_is_blank_in_the_shard_and_its_voxels_are_the_same(int place)
    {
        var plain = Volume();
        Name.AsSpan(0, 20).CopyTo(plain.AsSpan(place));
        var source = Source(Gzip(plain));

        var stored = StudyPictures.Encode(StudyPictures.Volume(source, Image("v.nii.gz")), source, Image("v.nii.gz"));

        Assert.DoesNotContain("SMITH", Unzip(stored), StringComparison.Ordinal);
        Assert.Equal(NiftiFile.Read(source.Open()).Values, NiftiFile.Read(new MemoryStream(stored)).Values);
    }

    [Fact]
    public void The_name_that_gzip_keeps_of_a_volume_is_not_in_the_shard()
    {
        var plain = Gzip(Volume());
        var source = Source([.. plain[..3], 8, .. plain[4..10], .. Name, 0, .. plain[10..]]);

        var stored = StudyPictures.Encode(StudyPictures.Volume(source, Image("v.nii.gz")), source, Image("v.nii.gz"));

        Assert.Equal(plain, stored);
    }

    [Fact]
    public void A_volume_without_text_is_handed_on_byte_for_byte()
    {
        var source = Source(Gzip(Volume()));

        Assert.Same(source.Content, StudyPictures.Encode(StudyPictures.Volume(source, Image("v.nii.gz")), source, Image("v.nii.gz")));
    }

    [Theory]
    [InlineData("tEXt")]
    [InlineData("iTXt")]
    [InlineData("eXIf")]
    public void The_text_of_a_png_is_not_in_the_shard(string kind)
    {
        using var file = new MemoryStream();
        PngCodec.WriteGray8(file, Picture);
        var png = file.ToArray();
        // Behind the signature and the header's chunk.
        var source = Source([.. png[..33], .. Chunk(kind), .. png[33..]]);

        AssertPlain(source, "a.png");
    }

    [Theory]
    [InlineData(0xFE)] // a comment
    [InlineData(0xE1)] // EXIF
    public void The_text_of_a_jpeg_is_not_in_the_shard(byte marker)
    {
        using var file = new MemoryStream();
        JpegCodec.WriteGray(file, Picture);
        var jpeg = file.ToArray();
        var source = Source([.. jpeg[..2], 0xFF, marker, 0, (byte)(Name.Length + 2), .. Name, .. jpeg[2..]]);

        AssertPlain(source, "a.jpg");
    }

    private static void AssertPlain(SourceFile source, string path)
    {
        var read = StudyPictures.Radiograph(source, Image(path)).Picture;

        var stored = StudyPictures.Encode(read);

        Assert.DoesNotContain("SMITH", Encoding.Latin1.GetString(stored), StringComparison.Ordinal);
        Assert.Equal(["IHDR", "IDAT", "IEND"], Chunks(stored).Distinct());
        Assert.Equal(read.Pixels, PngCodec.ReadGray(new MemoryStream(stored)).Pixels);
    }

    private static IEnumerable<string> Chunks(byte[] png)
    {
        for (var at = 8; at < png.Length; at += 12 + BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(at))) yield return Encoding.ASCII.GetString(png, at + 4, 4);
    }

    private static byte[] Chunk(string kind)
    {
        byte[] named = [.. Encoding.ASCII.GetBytes(kind), .. "Author\0"u8, .. Name];
        var chunk = new byte[named.Length + 8];
        BinaryPrimitives.WriteInt32BigEndian(chunk, named.Length - 4);
        named.CopyTo(chunk, 4);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(named.Length + 4), Crc32.HashToUInt32(named));
        return chunk;
    }

    private static byte[] Volume()
    {
        using var file = new MemoryStream();
        NiftiWriter.Write(file, (short[])[0, 1, -1000, 500, 3071, -1024, -900, 7, 8, 9, 10, 11], 3, 2, 2, Affine.Scale(1, 2, 3), gzip: false);
        return file.ToArray();
    }

    /// <summary>With nothing but the content: no name, no time.</summary>
    private static byte[] Gzip(byte[] content)
    {
        using var file = new MemoryStream();
        using (var gzip = new GZipStream(file, CompressionLevel.Optimal)) gzip.Write(content);
        var bytes = file.ToArray();
        bytes[9] = 255;
        return bytes;
    }

    private static string Unzip(byte[] content)
    {
        using var gzip = new GZipStream(new MemoryStream(content), CompressionMode.Decompress);
        using var plain = new MemoryStream();
        gzip.CopyTo(plain);
        return Encoding.Latin1.GetString(plain.ToArray());
    }

    private static SourceFile Source(byte[] content) => new(content, Convert.ToHexStringLower(SHA256.HashData(content)));

    private static StudyImage Image(string path) => new("i", path, "PA");
}
