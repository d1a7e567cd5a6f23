using System.Buffers.Binary;
using CsCheck;
using VividMed.Imaging.Geometry;
using VividMed.Imaging.Nifti;

namespace VividMed.Imaging.Tests.Nifti;

public sealed class NiftiHeaderTests
{
    private static readonly Affine Geometry = new(-0.7, 0, 0, 120, 0, -0.7, 0, 200, 0, 0, 1.5, -300);

    [Fact]
    public void What_is_written_reads_back()
    {
        Gen.Select(Gens.Affine, Gen.Int[1, 9].Array[3], Gen.Int, Gen.Bool).Sample((affine, size, seed, gzip) =>
        {
            var random = new Random(seed);
            short[] voxels = [.. Enumerable.Range(0, size[0] * size[1] * size[2]).Select(_ => (short)random.Next(short.MinValue, short.MaxValue))];
            var stream = new MemoryStream();
            NiftiWriter.Write(stream, voxels, size[0], size[1], size[2], affine, gzip);
            stream.Position = 0;
            var image = NiftiFile.Read(stream);
            Assert.Equal(size, image.Shape);
            Assert.Equal(NiftiDatatype.Int16, image.Datatype);
            Assert.Equal(voxels.Select(static value => (float)value), image.Values);
            AssertClose(affine, image.VoxelToWorld);
        });
    }

    [Fact]
    public void The_written_quaternion_says_the_same_as_the_written_matrix()
    {
        Gen.OneOf(Gens.Affine, Gens.AxisAligned).Sample(affine =>
        {
            var file = Write(affine);
            BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(254), 0);
            var image = NiftiFile.Read(new MemoryStream(file));
            Assert.Equal(AffineSource.Qform, image.AffineSource);
            // The header keeps three of the four parts in single precision: close to half a turn the fourth is known to some 3e-4 only.
            AssertClose(affine, image.VoxelToWorld, 5e-3);
        });
    }

    [Fact]
    public void A_sheared_affine_has_no_quaternion()
    {
        var file = Write(new Affine(1, 0.5, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0));
        Assert.Equal(0, BinaryPrimitives.ReadInt16LittleEndian(file.AsSpan(252)));
        Assert.Equal(1, BinaryPrimitives.ReadInt16LittleEndian(file.AsSpan(254)));
    }

    [Fact]
    public void A_broken_sform_gives_way_to_a_good_qform()
    {
        var file = Write(Geometry);
        file.AsSpan(280, 48).Clear();
        var image = NiftiFile.Read(new MemoryStream(file));
        Assert.Equal(AffineSource.Qform, image.AffineSource);
        Assert.NotNull(image.Warning);
        AssertClose(Geometry, image.VoxelToWorld);
    }

    [Theory]
    [InlineData(40, 0, "bad-dimensions")]
    [InlineData(40, 8, "bad-dimensions")]
    [InlineData(42, -1, "bad-dimensions")]
    [InlineData(44, -1, "bad-dimensions")]
    [InlineData(44, 32767, "truncated-voxels")]
    [InlineData(70, 128, "unsupported-datatype")]
    [InlineData(72, 32, "datatype-mismatch")]
    [InlineData(68, 3001, "cifti")]
    [InlineData(344, 0, "not-nifti")]
    [InlineData(0, 0, "not-nifti")]
    public void A_lying_header_is_refused_with_its_reason(int offset, short value, string code)
    {
        var file = Write(Geometry);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(offset), value);
        Assert.Equal(code, Assert.Throws<ImageFormatException>(() => NiftiFile.Read(new MemoryStream(file))).Code);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(-1f)]
    [InlineData(100f)]
    [InlineData(1e30f)]
    public void Voxels_that_begin_nowhere_are_refused(float offset)
    {
        var file = Write(Geometry);
        BinaryPrimitives.WriteSingleLittleEndian(file.AsSpan(108), offset);
        Assert.Contains(Assert.Throws<ImageFormatException>(() => NiftiFile.Read(new MemoryStream(file))).Code, new[] { "bad-voxel-offset", "truncated-voxels" });
    }

    [Fact]
    public void Seven_dimensions_that_overflow_are_refused()
    {
        var file = Write(Geometry);
        for (var i = 0; i < 8; i++) BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(40 + (2 * i)), i == 0 ? (short)7 : short.MaxValue);
        Assert.Equal("too-large", Assert.Throws<ImageFormatException>(() => NiftiFile.Read(new MemoryStream(file))).Code);
    }

    [Fact]
    public void The_limit_holds_before_anything_is_allocated() =>
        Assert.Equal("too-large", Assert.Throws<ImageFormatException>(() => NiftiFile.Read(new MemoryStream(Write(Geometry)), maxVoxels: 59)).Code);

    [Theory]
    [InlineData(0f, 7f, 3f)]
    [InlineData(float.NaN, 7f, 3f)]
    [InlineData(2f, 7f, 13f)]
    public void Slope_and_intercept_scale_unless_the_slope_is_no_number(float slope, float intercept, float expected)
    {
        var stream = new MemoryStream();
        NiftiWriter.Write(stream, [(byte)3], 1, 1, 1, Geometry, gzip: false);
        var file = stream.ToArray();
        BinaryPrimitives.WriteSingleLittleEndian(file.AsSpan(112), slope);
        BinaryPrimitives.WriteSingleLittleEndian(file.AsSpan(116), intercept);
        Assert.Equal([expected], NiftiFile.Read(new MemoryStream(file)).Values);
    }

    [Fact]
    public void A_flipped_bit_in_a_gzip_file_never_changes_a_voxel_unnoticed()
    {
        var stream = new MemoryStream();
        short[] voxels = [.. Enumerable.Range(0, 4000).Select(static i => (short)(i * i % 777))];
        NiftiWriter.Write(stream, voxels, 20, 20, 10, Geometry);
        var intact = stream.ToArray();
        Gen.Select(Gen.Int[10, intact.Length - 24], Gen.Int[0, 7]).Sample((position, bit) =>
        {
            var damaged = intact.ToArray();
            damaged[position] ^= (byte)(1 << bit);
            try
            {
                Assert.Equal(voxels.Select(static value => (float)value), NiftiFile.Read(new MemoryStream(damaged)).Values);
            }
            catch (ImageFormatException e)
            {
                Assert.NotEmpty(e.Code);
            }
        });
    }

    [Fact]
    public void Mutated_files_only_ever_give_a_typed_error()
    {
        var plain = Write(Geometry);
        Gen.Select(Gen.Select(Gen.Int[0, plain.Length - 1], Gen.Byte).Array[1, 6], Gen.Int[0, plain.Length], Gen.Bool).Sample((changes, length, cut) =>
        {
            var damaged = plain.ToArray();
            foreach (var (position, value) in changes) damaged[position] = value;
            try
            {
                var image = NiftiFile.Read(new MemoryStream(damaged, 0, cut ? length : damaged.Length), maxVoxels: 1 << 16);
                Assert.True(image.VoxelToWorld.IsInvertible);
            }
            catch (ImageFormatException e)
            {
                Assert.NotEmpty(e.Code);
            }
        }, iter: 20_000);
    }

    private static byte[] Write(Affine affine)
    {
        var stream = new MemoryStream();
        NiftiWriter.Write(stream, new short[60], 5, 4, 3, affine, gzip: false);
        return stream.ToArray();
    }

    private static void AssertClose(Affine expected, Affine actual, double tolerance = 1e-4)
    {
        var (a, b) = (NiftiFixtures.Rows(expected), NiftiFixtures.Rows(actual));
        for (var row = 0; row < 3; row++)
        {
            for (var column = 0; column < 4; column++) Assert.Equal(a[row][column], b[row][column], tolerance);
        }
    }
}
