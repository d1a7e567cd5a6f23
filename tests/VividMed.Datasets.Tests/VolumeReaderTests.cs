using CsCheck;
using VividMed.Imaging;
using VividMed.Imaging.Geometry;
using VividMed.Imaging.Nifti;
using VividMed.Taxonomy;

namespace VividMed.Datasets.Tests;

public sealed class VolumeReaderTests
{
    private static readonly Affine Table = new(-0.75, 0, 0, 10, 0, -0.75, 0, 20, 0, 0, 1.5, 30);
    private static readonly StudyImage Plain = new("v", "v.nii", "");

    [Fact]
    public void Raw_values_become_Hounsfield_units_and_all_that_none_can_be_becomes_air() =>
        Gen.Select(Gen.Short.Array[1, 70], Gen.OneOf(1.0, 0.5, 2.0), Gen.OneOf(0.0, -1024.0, -8192.0)).Sample((raw, slope, intercept) =>
        {
            var volume = Read(File(raw, headless: true), Plain with { Rescale = new(slope, intercept), Geometry = Table });
            Assert.Equal(raw.Select(value => Measured((value * (float)slope) + (float)intercept)), volume.Voxels);
        });

    [Fact]
    public void Values_that_are_Hounsfield_units_already_change_only_beyond_the_scale() =>
        Gen.Short.Array[1, 70].Sample(
            static raw => Assert.Equal(raw.Select(static value => Measured(value)), Read(File(raw), Plain).Voxels));

    [Fact]
    public void A_volume_of_the_first_release_without_geometry_in_any_table_is_refused_and_named()
    {
        var raw = Plain with { Id = "train_1_a_1", Rescale = new(1, -1024) };
        foreach (var geometry in (Affine?[])[null, Affine.Scale(1, 1, 0)])
        {
            var refused = Assert.Throws<DatasetException>(() => Read(File([0, 1]), raw with { Geometry = geometry }));
            Assert.Equal("no-geometry", refused.Code);
            Assert.Contains("train_1_a_1", refused.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_header_that_says_only_how_large_a_voxel_is_gives_way_to_the_table()
    {
        Assert.Equal(Table, Read(File([0, 1], headless: true), Plain with { Geometry = Table }).VoxelToWorld);
        Assert.Equal(Affine.Scale(-1, 1, 3), Directions(Read(File([0, 1], headless: true), Plain).VoxelToWorld));
    }

    [Fact]
    public void The_first_release_takes_the_table_s_geometry_even_where_its_header_has_one() =>
        Assert.Equal(Table, Read(File([0, 1]), Plain with { Geometry = Table, Rescale = new(1, 0) }).VoxelToWorld);

    [Fact]
    public void A_file_may_be_handed_on_as_it_is_only_where_nothing_of_it_would_change()
    {
        Assert.True(IsFaithful(File([0, 1]), Plain with { Geometry = Table }));
        Assert.True(IsFaithful(File([0, 1], headless: true), Plain));
        Assert.False(IsFaithful(File([0, 1], headless: true), Plain with { Geometry = Table }));
        Assert.False(IsFaithful(File([0, 1]), Plain with { Geometry = Table, Rescale = new(1, 0) }));
    }

    [Fact]
    public void Padding_and_stray_voxels_leave_the_statistics_of_the_rest_alone()
    {
        var body = Enumerable.Range(0, 900).Select(static i => (short)((i % 300) - 150)).ToArray();
        short[] clean = [.. body, .. Enumerable.Repeat((short)-1024, 100)];
        short[] spoilt = [.. body, .. Enumerable.Repeat((short)-8000, 90), .. Enumerable.Repeat((short)31_900, 5), .. Enumerable.Repeat((short)-31_900, 5)];
        Assert.Equal(Read(File(clean), Plain).Voxels, Read(File(spoilt), Plain).Voxels);
    }

    [Fact]
    public void A_file_in_another_unit_or_with_two_affines_is_not_handed_on_as_it_is()
    {
        var micrometers = File([0, 1]);
        micrometers[123] = 3;
        Assert.False(IsFaithful(micrometers, Plain));
        var mirrored = File([0, 1]);
        System.Buffers.Binary.BinaryPrimitives.WriteSingleLittleEndian(mirrored.AsSpan(280), -1);
        Assert.False(IsFaithful(mirrored, Plain));
    }

    [Fact]
    public void MR_keeps_its_values_whatever_they_would_be_in_Hounsfield_units()
    {
        short[] values = [-2000, 0, 31_900, 40];
        using var stream = new MemoryStream(File(values));
        Assert.Equal([-2000f, 0, 31_900, 40], VolumeReader.Read(stream, Plain, Modality.Mr).Voxels);
    }

    [Fact]
    public void A_DICOM_file_is_no_MR_that_is_read()
    {
        var file = new byte[400];
        "DICM"u8.CopyTo(file.AsSpan(128));
        using var stream = new MemoryStream(file);
        Assert.Equal("not-nifti", Assert.Throws<ImageFormatException>(() => VolumeReader.Read(stream, Plain, Modality.Mr)).Code);
    }

    private static float Measured(float value) => value is < -1024 or > 30_710 ? -1024 : value;

    private static Volume Read(byte[] file, StudyImage image)
    {
        using var stream = new MemoryStream(file);
        return VolumeReader.Read(stream, image);
    }

    private static bool IsFaithful(byte[] file, StudyImage image)
    {
        using var stream = new MemoryStream(file);
        return VolumeReader.IsFaithful(stream, image);
    }

    /// <summary>What an affine says of the axes alone, where a header does not say where the volume lies.</summary>
    private static Affine Directions(Affine affine) => affine with { Xt = 0, Yt = 0, Zt = 0 };

    /// <summary>A line of voxels 1 x 1 x 3 mm apart; headless: with both codes of its orientation cleared.</summary>
    private static byte[] File(short[] voxels, bool headless = false)
    {
        using var stream = new MemoryStream();
        NiftiWriter.Write(stream, voxels, voxels.Length, 1, 1, Affine.Scale(1, 1, 3), gzip: false);
        var bytes = stream.ToArray();
        if (headless) bytes.AsSpan(252, 4).Clear();
        return bytes;
    }
}
