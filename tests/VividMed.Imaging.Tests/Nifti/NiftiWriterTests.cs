using System.IO.Compression;
using System.Security.Cryptography;
using VividMed.Imaging.Geometry;
using VividMed.Imaging.Nifti;

namespace VividMed.Imaging.Tests.Nifti;

public sealed class NiftiWriterTests
{
    [Fact]
    public void The_same_volume_gives_the_same_bytes_as_ever()
    {
        var stream = new MemoryStream();
        short[] voxels = [.. Enumerable.Range(0, 5 * 4 * 3).Select(static i => (short)((i * 37) - 1000))];
        NiftiWriter.Write(stream, voxels, 5, 4, 3, new Affine(-0.7, 0, 0, 120, 0, -0.7, 0, 200, 0, 0, 1.5, -300), gzip: false);
        Assert.Equal(352 + 120, stream.Length);
        Assert.Equal("8165f058984c1d196b8d5773d4b67c1efebc1f8b2019d51af3d1c1e83dd6ab31", Convert.ToHexStringLower(SHA256.HashData(stream.ToArray())));
    }

    [Fact]
    public void A_gzipped_file_holds_the_plain_file_and_no_time()
    {
        var (plain, zipped) = (new MemoryStream(), new MemoryStream());
        float[] voxels = [.. Enumerable.Range(0, 200_000).Select(static i => i * 0.5f)];
        NiftiWriter.Write(plain, voxels, 100, 50, 40, Affine.Identity, gzip: false);
        NiftiWriter.Write(zipped, voxels, 100, 50, 40, Affine.Identity);
        Assert.Equal([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255], zipped.ToArray()[..10]);

        zipped.Position = 0;
        var unzipped = new MemoryStream();
        using (var gzip = new GZipStream(zipped, CompressionMode.Decompress)) gzip.CopyTo(unzipped);
        Assert.Equal(plain.ToArray(), unzipped.ToArray());
    }

    [Fact]
    public void Every_scalar_type_comes_back_as_written()
    {
        AssertRoundTrip<byte>(NiftiDatatype.UInt8, 0, 7, byte.MaxValue);
        AssertRoundTrip<sbyte>(NiftiDatatype.Int8, sbyte.MinValue, 0, sbyte.MaxValue);
        AssertRoundTrip<short>(NiftiDatatype.Int16, short.MinValue, -1, short.MaxValue);
        AssertRoundTrip<ushort>(NiftiDatatype.UInt16, 0, 1, ushort.MaxValue);
        AssertRoundTrip(NiftiDatatype.Int32, -8_000_000, 0, 8_000_000);
        AssertRoundTrip<uint>(NiftiDatatype.UInt32, 0, 1, 16_000_000);
        AssertRoundTrip<long>(NiftiDatatype.Int64, -16_000_000, 0, 16_000_000);
        AssertRoundTrip<ulong>(NiftiDatatype.UInt64, 0, 1, 16_000_000);
        AssertRoundTrip(NiftiDatatype.Float32, -1.5f, 0, float.MaxValue);
        AssertRoundTrip(NiftiDatatype.Float64, -1.5, 0, 1e30);
        Assert.Throws<NotSupportedException>(() => NiftiWriter.Write(new MemoryStream(), new char[1], 1, 1, 1, Affine.Identity));
    }

    [Fact]
    public void An_axis_beyond_sixteen_bits_makes_a_file_of_version_2()
    {
        var stream = new MemoryStream();
        var affine = new Affine(-0.7, 0, 0, 120, 0, -0.7, 0, 200, 0, 0, 1.5, -300);
        NiftiWriter.Write(stream, new byte[40_000], 40_000, 1, 1, affine);
        stream.Position = 0;
        var info = NiftiFile.ReadInfo(stream);
        Assert.Equal((2, AffineSource.Sform, affine), (info.Version, info.AffineSource, info.VoxelToWorld));
        Assert.Equal([40_000, 1, 1], info.Shape);
    }

    private static void AssertRoundTrip<T>(NiftiDatatype datatype, params T[] voxels)
        where T : unmanaged
    {
        var stream = new MemoryStream();
        NiftiWriter.Write(stream, voxels, voxels.Length, 1, 1, Affine.Identity);
        stream.Position = 0;
        var image = NiftiFile.Read(stream);
        Assert.Equal(datatype, image.Datatype);
        Assert.Equal(voxels.Select(static voxel => Convert.ToSingle(voxel)), image.Values);
    }

    [Fact]
    public void Voxels_that_do_not_fill_the_grid_are_a_programming_error() =>
        Assert.Throws<ArgumentException>(() => NiftiWriter.Write(new MemoryStream(), new float[7], 2, 2, 2, Affine.Identity));
}
