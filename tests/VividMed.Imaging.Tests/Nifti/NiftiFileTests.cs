using System.Text.Json;
using VividMed.Imaging.Geometry;
using VividMed.Imaging.Nifti;
using VividMed.Imaging.Resampling;
using VividMed.TestKit;

namespace VividMed.Imaging.Tests.Nifti;

public sealed class NiftiFileTests
{
    /// <summary>What is refused, and why. Everything else in the manifest must match its oracle.</summary>
    private static readonly Dictionary<string, string> Refused = new()
    {
        ["derived_truncated.nii"] = "truncated-voxels",
        ["derived_header_only.nii"] = "truncated-voxels",
        ["derived_cut_gzip.nii.gz"] = "broken-gzip",
        ["row_major.dconn.nii"] = "cifti",
        ["nifti1.hdr"] = "missing-pair",
    };

    public static IEnumerable<TheoryDataRow<string>> Names() => NiftiFixtures.Names().Select(static name => new TheoryDataRow<string>(name));

    [Theory]
    [MemberData(nameof(Names))]
    public void A_real_file_reads_as_independent_readers_read_it_or_is_refused_with_its_reason(string name)
    {
        if (Refused.TryGetValue(name, out var code))
        {
            Assert.Equal(code, Assert.Throws<ImageFormatException>(() => NiftiFile.Read(NiftiFixtures.Path(name))).Code);
            Assert.Equal(code, Assert.Throws<ImageFormatException>(() => NiftiFile.Summarize(NiftiFixtures.Path(name))).Code);
            return;
        }

        if (name == "derived_nan_affine.nii.gz") Assert.NotNull(NiftiFile.Read(NiftiFixtures.Path(name)).Warning);
        else AssertOracle(name);
    }

    private static void AssertOracle(string name)
    {
        var path = NiftiFixtures.Path(name);
        var oracle = NiftiFixtures.Oracle(name);
        var summary = NiftiFile.Summarize(path);
        Assert.Equal(NiftiFixtures.Numbers(oracle.GetProperty("shape")), summary.Shape.Select(static length => (double)length));
        Assert.Equal(oracle.GetProperty("axcodes").GetString(), summary.Orientation);
        Assert.Equal(NiftiFixtures.Numbers(oracle.GetProperty("zooms")).Take(3), summary.Spacing);
        Assert.Equal(oracle.GetProperty("min").GetDouble(), summary.ValueMin);
        Assert.Equal(oracle.GetProperty("max").GetDouble(), summary.ValueMax);
        Assert.Equal(oracle.GetProperty("mean").GetDouble(), summary.ValueMean!.Value, 1e-9 * Math.Abs(summary.ValueMean.Value));
        Assert.Equal(oracle.GetProperty("f32_sha256_fortran").GetString(), summary.ValuesSha256);
        Assert.Null(summary.Warning);
        NiftiFixtures.AssertAffine(oracle.GetProperty("affine"), summary.Affine);

        var image = NiftiFile.Read(path);
        Assert.Equal(summary.ValuesSha256, NiftiFixtures.Hash(image.Values));
        NiftiFixtures.AssertAffine(oracle.GetProperty("affine"), NiftiFixtures.Rows(image.VoxelToWorld));
    }

    [Theory]
    [InlineData("anatomical.nii")]
    [InlineData("AIL.nii.gz")]
    [InlineData("LPS.nii.gz")]
    [InlineData("PIR.nii.gz")]
    [InlineData("SRA.nii.gz")]
    [InlineData("ras.hdr")]
    public void A_volume_turned_to_RAS_is_the_one_that_nibabel_makes(string name)
    {
        var volume = Reorientation.ToRas(NiftiFile.Read(NiftiFixtures.Path(name)).ToVolume());
        var oracle = NiftiFixtures.Oracle(name);
        Assert.Equal("RAS", AxisCodes.Of(volume.VoxelToWorld));
        Assert.Equal(NiftiFixtures.Numbers(oracle.GetProperty("canonical_shape")), new double[] { volume.Width, volume.Height, volume.Depth });
        Assert.Equal(oracle.GetProperty("canonical_f32_sha256_fortran").GetString(), NiftiFixtures.Hash(volume.Voxels));
        NiftiFixtures.AssertAffine(oracle.GetProperty("canonical_affine"), NiftiFixtures.Rows(volume.VoxelToWorld));
    }

    [Fact]
    public void A_file_with_a_NaN_affine_loads_with_its_voxel_size_and_says_so()
    {
        var image = NiftiFile.Read(NiftiFixtures.Path("derived_nan_affine.nii.gz"));
        Assert.Equal(NiftiFixtures.Oracle("derived_nan_affine.nii.gz").GetProperty("f32_sha256_fortran").GetString(), NiftiFixtures.Hash(image.Values));
        Assert.Equal(AffineSource.VoxelSize, image.AffineSource);
        Assert.Equal((1, 3, 2), image.VoxelToWorld.Spacing);
        Assert.NotNull(image.Warning);
    }

    [Fact]
    public void The_header_half_of_a_pair_alone_says_that_the_other_is_missing()
    {
        using var header = File.OpenRead(NiftiFixtures.Path("ras.hdr"));
        Assert.Equal("missing-pair", Assert.Throws<ImageFormatException>(() => NiftiFile.Read(header)).Code);
    }

    [Fact]
    public void Either_half_of_a_pair_names_the_image()
    {
        var byHeader = NiftiFile.Summarize(NiftiFixtures.Path("ras.hdr"));
        Assert.Equal(byHeader.ValuesSha256, NiftiFile.Summarize(NiftiFixtures.Path("ras.img")).ValuesSha256);
    }

    [Fact]
    public void A_stream_that_cannot_seek_reads_the_same()
    {
        foreach (var name in new[] { "LPS.nii.gz", "anatomical.nii" })
        {
            using var file = File.OpenRead(NiftiFixtures.Path(name));
            using var pipe = new OneWayStream(file);
            Assert.Equal(NiftiFixtures.Oracle(name).GetProperty("f32_sha256_fortran").GetString(), NiftiFixtures.Hash(NiftiFile.Read(pipe).Values));
        }
    }

    [Fact]
    public void The_CT_volumes_read_as_expected()
    {
        using var expected = JsonDocument.Parse(File.ReadAllBytes(SharedData.Require("real", "expected.json")));
        var rows = expected.RootElement.GetProperty("files").EnumerateArray().Where(static row => row.TryGetProperty("orientation", out _)).ToArray();
        Assert.NotEmpty(rows);
        foreach (var row in rows)
        {
            var summary = NiftiFile.Summarize(SharedData.Require("real", row.GetProperty("file").GetString()!));
            Assert.Equal(NiftiFixtures.Numbers(row.GetProperty("shape")), summary.Shape.Select(static length => (double)length));
            Assert.Equal(row.GetProperty("datatype").GetString(), summary.Datatype);
            Assert.Equal(row.GetProperty("orientation").GetString(), summary.Orientation);
            Assert.Equal(NiftiFixtures.Numbers(row.GetProperty("spacing")), summary.Spacing);
            Assert.Equal(row.GetProperty("valueMin").GetDouble(), summary.ValueMin);
            Assert.Equal(row.GetProperty("valueMax").GetDouble(), summary.ValueMax);
            Assert.Equal(row.GetProperty("valueMean").GetDouble(), summary.ValueMean!.Value, 1e-9 * Math.Abs(summary.ValueMean.Value));
            Assert.Equal(row.GetProperty("f32_sha256_fortran").GetString(), summary.ValuesSha256);
            NiftiFixtures.AssertAffine(row.GetProperty("affine"), summary.Affine);
        }
    }

    [Fact]
    public void Several_volumes_in_one_file_are_no_volume() =>
        Assert.Equal("not-a-volume", Assert.Throws<ImageFormatException>(() => NiftiFile.Read(NiftiFixtures.Path("functional.nii")).ToVolume()).Code);
}
