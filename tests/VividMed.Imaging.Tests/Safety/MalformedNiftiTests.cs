using System.IO.Compression;
using VividMed.Imaging.Nifti;
using VividMed.Imaging.Tests.Nifti;

namespace VividMed.Imaging.Tests.Safety;

/// <summary>The classes of malformed NIfTI, each under its name. Offsets are those of the NIfTI-1 header.</summary>
public sealed class MalformedNiftiTests
{
    [Theory]
    [InlineData(0, "bad-dimensions")]
    [InlineData(8, "bad-dimensions")]
    [InlineData(-1, "bad-dimensions")]
    public void The_number_of_dimensions(int dimensions, string code) => Refused(code, Changed(bytes => NiftiBytes.Int(bytes, 40, dimensions, 2)));

    [Theory]
    [InlineData(-5, "bad-dimensions")]
    [InlineData(0, "bad-dimensions")]
    [InlineData(32767, "truncated-voxels")]
    public void Negative_zero_and_lying_dimensions(int length, string code) => Refused(code, Changed(bytes => NiftiBytes.Int(bytes, 42, length, 2)));

    [Fact]
    public void Dimensions_whose_product_overflows()
    {
        var bytes = NiftiBytes.Build(NiftiDatatype.Float64, [1, 1, 1, 1, 1, 1, 1], version: 2);
        for (var axis = 0; axis < 7; axis++) NiftiBytes.Int(bytes, 24 + (8 * axis), int.MaxValue, 8);
        Refused("too-large", bytes);
        NiftiBytes.Int(bytes, 24, long.MaxValue, 8);
        Refused("too-large", bytes);
    }

    [Theory]
    [InlineData(double.NaN, "bad-voxel-offset")]
    [InlineData(double.PositiveInfinity, "bad-voxel-offset")]
    [InlineData(-1, "bad-voxel-offset")]
    [InlineData(100, "bad-voxel-offset")]
    [InlineData(1e15, "truncated-voxels")]
    public void Voxel_offsets(double offset, string code) => Refused(code, Changed(bytes => NiftiBytes.Real(bytes, 108, offset)));

    [Theory]
    [InlineData(4, 32, "datatype-mismatch")]
    [InlineData(0, 0, "unsupported-datatype")]
    [InlineData(128, 24, "unsupported-datatype")]
    [InlineData(32, 64, "unsupported-datatype")]
    [InlineData(-4, 16, "unsupported-datatype")]
    public void Datatype_against_bits(int datatype, int bits, string code) => Refused(code, Changed(bytes =>
    {
        NiftiBytes.Int(bytes, 70, datatype, 2);
        NiftiBytes.Int(bytes, 72, bits, 2);
    }));

    [Theory]
    [InlineData(0)]
    [InlineData(349)]
    [InlineData(0x5C010001)]
    public void A_header_size_of_neither_byte_order(int size) => Refused("not-nifti", Changed(bytes => NiftiBytes.Int(bytes, 0, size, 4)));

    [Fact]
    public void A_byte_order_that_only_the_header_size_has() => Refused("bad-dimensions", Changed(bytes => NiftiBytes.Int(bytes, 0, 348, 4, bigEndian: true)));

    [Theory]
    [InlineData(0)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_slope_of_zero_or_none_leaves_values_as_they_are(double slope)
    {
        var sound = Read(NiftiBytes.Build(NiftiDatatype.Int16, [3, 2, 2]));
        Assert.Equal(sound.Values, Read(Changed(bytes => { NiftiBytes.Real(bytes, 112, slope); NiftiBytes.Real(bytes, 116, double.NaN); })).Values);
    }

    [Fact]
    public void An_intercept_that_is_no_number() => Refused("bad-scaling", Changed(bytes => NiftiBytes.Real(bytes, 116, double.NaN)));

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(-16)]
    [InlineData(int.MaxValue)]
    public void Extension_sizes_that_lie_are_passed_over_by_the_voxel_offset(int size)
    {
        var sound = NiftiBytes.Build(NiftiDatatype.Int16, [3, 2, 2]);
        byte[] extension = [1, 0, 0, 0, .. BitConverter.GetBytes(size), 6, 0, 0, 0, .. new byte[24]];
        byte[] bytes = [.. sound[..348], .. extension, .. sound[352..]];
        NiftiBytes.Real(bytes, 108, 348 + extension.Length);
        Assert.Equal(Read(sound).Values, Read(bytes).Values);
    }

    [Fact]
    public void A_singular_affine_gives_way_to_the_voxel_size_and_says_so()
    {
        var image = Read(Changed(static bytes => NiftiBytes.Int(bytes, 254, 1, 2)));
        Assert.Equal(AffineSource.VoxelSize, image.AffineSource);
        Assert.NotNull(image.Warning);
    }

    [Fact]
    public void Truncation_anywhere_is_refused_plain_and_gzipped()
    {
        var bytes = NiftiBytes.Build(NiftiDatatype.Int16, [3, 2, 2]);
        for (var length = 0; length < bytes.Length; length += 7) Assert.Throws<ImageFormatException>(() => Read(bytes[..length]));
        var packed = FuzzFiles.Gzipped(bytes);
        for (var length = 0; length < packed.Length - 12; length++) Assert.Throws<ImageFormatException>(() => Read(packed[..length]));
    }

    [Fact]
    public void Gzip_in_several_members_is_one_file_and_is_refused_when_one_is_cut()
    {
        var bytes = NiftiBytes.Build(NiftiDatatype.Int16, [30, 20, 5]);
        byte[] members = [.. FuzzFiles.Gzipped(bytes[..400]), .. FuzzFiles.Gzipped(bytes[400..1000]), .. FuzzFiles.Gzipped(bytes[1000..])];
        Assert.Equal(Read(bytes).Values, Read(members).Values);
        Refused("broken-gzip", members[..^20]);
        Assert.Throws<ImageFormatException>(() => Read([.. FuzzFiles.Gzipped(bytes[..400]), .. FuzzFiles.Gzipped(bytes[400..1000])]));
    }

    [Fact]
    public void A_gzip_bomb_costs_no_more_than_what_is_asked_for()
    {
        var header = NiftiBytes.Build(NiftiDatatype.Int16, [1]);
        foreach (var at in new[] { 42, 44, 46 }) NiftiBytes.Int(header, at, 32767, 2);
        NiftiBytes.Int(header, 40, 3, 2);
        var bomb = new MemoryStream();
        using (var gzip = new GZipStream(bomb, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(header);
            gzip.Write(new byte[20_000_000]);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var stream in new Stream[] { new MemoryStream(bomb.ToArray()), new OneWayStream(new MemoryStream(bomb.ToArray())) })
            Assert.Throws<ImageFormatException>(() => NiftiFile.Read(stream, maxVoxels: 1 << 20));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 2 << 20);
    }

    private static byte[] Changed(Action<byte[]> change)
    {
        var bytes = NiftiBytes.Build(NiftiDatatype.Int16, [3, 2, 2]);
        change(bytes);
        return bytes;
    }

    private static NiftiImage Read(byte[] bytes) => NiftiFile.Read(new MemoryStream(bytes));

    private static void Refused(string code, byte[] bytes) => Assert.Equal(code, Assert.Throws<ImageFormatException>(() => Read(bytes)).Code);
}
