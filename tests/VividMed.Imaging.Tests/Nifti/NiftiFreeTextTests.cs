using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using VividMed.Imaging.Nifti;
using VividMed.Imaging.Tests.Safety;

namespace VividMed.Imaging.Tests.Nifti;

/// <summary>A name may hide in many places of a NIfTI file; none of them is left, and every voxel is.</summary>
public sealed class NiftiFreeTextTests
{
    private const string Name = "SMITH^JOHN";

    /// <summary>Version, byte order, and where the header's text fields begin.</summary>
    public static TheoryData<int, bool, int> Texts
    {
        get
        {
            var places = new TheoryData<int, bool, int>();
            foreach (var bigEndian in (bool[])[false, true])
            {
                foreach (var place in (int[])[4, 14, 148, 218, 228, 328]) places.Add(1, bigEndian, place);
                foreach (var place in (int[])[240, 310, 320, 508, 525]) places.Add(2, bigEndian, place);
            }

            return places;
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_file_without_any_text_is_handed_on_byte_for_byte(int version)
    {
        var file = Gzip(NiftiBytes.Build(NiftiDatatype.Int16, [3, 4, 5], version));

        Assert.Same(file, NiftiFreeText.Remove(file));
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void A_text_field_is_blanked_and_nothing_else_changes(int version, bool bigEndian, int place)
    {
        var plain = NiftiBytes.Build(NiftiDatatype.Int16, [3, 4, 5], version, bigEndian, slope: 0.5, intercept: -7);
        var named = (byte[])plain.Clone();
        Encoding.ASCII.GetBytes(Name).CopyTo(named, place);

        Assert.Equal(plain, Unzip(NiftiFreeText.Remove(Gzip(named))));
    }

    [Fact]
    public void Text_behind_the_end_of_a_text_is_blanked_too()
    {
        var plain = NiftiBytes.Build(NiftiDatatype.UInt8, [2, 2, 2]);
        var named = (byte[])plain.Clone();
        Encoding.ASCII.GetBytes(Name).CopyTo(named, 148 + 40); // its first byte says that there is none

        Assert.Equal(plain, Unzip(NiftiFreeText.Remove(Gzip(named))));
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    [InlineData(2, true)]
    public void Extensions_go_and_the_voxels_follow_the_header(int version, bool bigEndian)
    {
        var plain = NiftiBytes.Build(NiftiDatatype.Int16, [3, 4, 5], version, bigEndian);
        var start = version == 1 ? 352 : 544;
        var extension = new byte[64];
        NiftiBytes.Int(extension, 0, 64, 4, bigEndian);
        NiftiBytes.Int(extension, 4, 6, 4, bigEndian);
        Encoding.ASCII.GetBytes(Name).CopyTo(extension, 8);
        byte[] extended = [.. plain[..start], .. extension, .. plain[start..]];
        extended[start - 4] = 1;
        if (version == 1) NiftiBytes.Real(extended, 108, start + 64, wide: false, bigEndian);
        else NiftiBytes.Int(extended, 168, start + 64, 8, bigEndian);

        Assert.Equal(plain, Unzip(NiftiFreeText.Remove(Gzip(extended))));
    }

    [Fact]
    public void Bytes_between_header_and_voxels_go_though_no_extension_is_announced()
    {
        var plain = NiftiBytes.Build(NiftiDatatype.UInt8, [2, 2, 2]);
        byte[] padded = [.. plain[..352], .. Encoding.ASCII.GetBytes(Name.PadRight(16)), .. plain[352..]];
        NiftiBytes.Real(padded, 108, 368);

        Assert.Equal(plain, Unzip(NiftiFreeText.Remove(Gzip(padded))));
    }

    [Fact]
    public void What_follows_the_voxels_or_the_gzip_stream_goes()
    {
        var plain = NiftiBytes.Build(NiftiDatatype.UInt8, [2, 2, 2]);
        var name = Encoding.ASCII.GetBytes(Name);

        Assert.Equal(Gzip(plain), NiftiFreeText.Remove(Gzip([.. plain, .. name])));
        Assert.Equal(Gzip(plain), NiftiFreeText.Remove([.. Gzip(plain), .. Gzip(name)]));
        Assert.Equal(Gzip(plain), NiftiFreeText.Remove([.. Gzip(plain), .. new byte[512]]));
    }

    [Theory]
    [InlineData(0x08)]
    [InlineData(0x10)]
    [InlineData(0x04)]
    [InlineData(0x1C)]
    public void Name_comment_and_further_fields_of_gzip_go_without_compressing_again(byte flags)
    {
        var plain = Gzip(NiftiBytes.Build(NiftiDatatype.UInt8, [2, 2, 2]));
        var fields = new List<byte>();
        var name = Encoding.ASCII.GetBytes(Name);
        if ((flags & 0x04) != 0) fields.AddRange([(byte)name.Length, 0, .. name]);
        if ((flags & 0x08) != 0) fields.AddRange([.. name, 0]);
        if ((flags & 0x10) != 0) fields.AddRange([.. name, 0]);
        byte[] named = [.. plain[..3], flags, 1, 2, 3, 4, .. plain[8..10], .. fields, .. plain[10..]];

        Assert.Equal(plain, NiftiFreeText.Remove(named));
    }

    [Fact]
    public void The_time_that_gzip_keeps_goes()
    {
        var plain = Gzip(NiftiBytes.Build(NiftiDatatype.UInt8, [2, 2, 2]));
        var timed = (byte[])plain.Clone();
        BinaryPrimitives.WriteUInt32LittleEndian(timed.AsSpan(4), 1_700_000_000);

        Assert.Equal(plain, NiftiFreeText.Remove(timed));
    }

    [Fact]
    public void A_plain_file_is_compressed()
    {
        var plain = NiftiBytes.Build(NiftiDatatype.Float32, [2, 2, 2]);

        Assert.Equal(Gzip(plain), NiftiFreeText.Remove(plain));
    }

    [Fact]
    public void A_file_that_ends_before_its_last_voxel_is_a_typed_error()
    {
        var plain = NiftiBytes.Build(NiftiDatatype.UInt8, [2, 2, 2]);

        Assert.Equal("truncated-voxels", Assert.Throws<ImageFormatException>(() => NiftiFreeText.Remove(Gzip(plain[..^1]))).Code);
        Assert.Equal("truncated-header", Assert.Throws<ImageFormatException>(() => NiftiFreeText.Remove(Gzip(plain[..300]))).Code);
        Assert.Equal("not-nifti", Assert.Throws<ImageFormatException>(() => NiftiFreeText.Remove("no"u8.ToArray())).Code);
        Assert.Equal("broken-gzip", Assert.Throws<ImageFormatException>(() => NiftiFreeText.Remove([0x1F, 0x8B, 9, 9])).Code);
    }

    /// <summary>As this project writes gzip: neither name nor time.</summary>
    private static byte[] Gzip(byte[] content)
    {
        using var file = new MemoryStream();
        using (var gzip = new Streams.DeterministicGzipStream(file)) gzip.Write(content);
        return file.ToArray();
    }

    private static byte[] Unzip(byte[] content)
    {
        Assert.Equal([0x1F, 0x8B, 8, 0, 0, 0, 0, 0], content[..8]);
        using var gzip = new GZipStream(new MemoryStream(content), CompressionMode.Decompress);
        using var plain = new MemoryStream();
        gzip.CopyTo(plain);
        return plain.ToArray();
    }
}
