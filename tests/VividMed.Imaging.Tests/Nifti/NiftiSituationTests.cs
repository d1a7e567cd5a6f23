using CsCheck;
using VividMed.Imaging.Geometry;
using VividMed.Imaging.Nifti;
using VividMed.Imaging.Tests.Safety;
using VividMed.TestKit;

namespace VividMed.Imaging.Tests.Nifti;

/// <summary>Headers that are odd without being broken: units, shears, two affines, axes of no length, files under another name.</summary>
public sealed class NiftiSituationTests
{
    private const int Units = 123;
    private const int QformCode = 252;
    private const int SformCode = 254;
    private const int Quaternion = 256;
    private const int Sform = 280;

    [Theory]
    [InlineData(0, 1, null)]
    [InlineData(2, 1, null)]
    [InlineData(10, 1, null)]
    [InlineData(1, 1000, "meters")]
    [InlineData(3, 0.001, "micrometers")]
    [InlineData(19, 0.001, "micrometers")]
    public void Lengths_are_brought_to_millimeters(int units, double factor, string? warning)
    {
        foreach (var version in new[] { 1, 2 })
        {
            foreach (var source in Enum.GetValues<AffineSource>())
            {
                var (plain, other) = (With(version, source, units: 0), With(version, source, units));
                var (expected, info) = (Info(plain), Info(other));
                Assert.Equal((source, factor), (info.AffineSource, info.MillimetersPerUnit));
                Assert.Equal(expected.Spacing.Select(step => step * factor), info.Spacing);
                var (a, b) = (NiftiFixtures.Rows(expected.VoxelToWorld), NiftiFixtures.Rows(info.VoxelToWorld));
                for (var row = 0; row < 3; row++) Assert.All(a[row].Zip(b[row]), pair => Assert.Equal(pair.First * factor, pair.Second, 1e-9));
                if (warning is null) Assert.Null(info.Warning);
                else Assert.Contains(warning, info.Warning, StringComparison.Ordinal);
                Assert.Equal(info.Warning, NiftiFile.Summarize(new MemoryStream(other), "v.nii").Warning);
            }
        }
    }

    [Fact]
    public void A_real_file_in_micrometers_is_in_millimeters()
    {
        var summary = NiftiFile.Summarize(SharedData.Require("fixtures", "own", "n02_microns.nii"));
        Assert.Equal([0.002, 0.002, 0.0025], summary.Spacing);
        Assert.Equal(0.0025, summary.Affine[2][2], 1e-12);
        Assert.Contains("micrometers", summary.Warning, StringComparison.Ordinal);
    }

    [Fact]
    public void A_tilted_gantry_is_refused_with_its_degrees()
    {
        var path = SharedData.Require("fixtures", "own", "n06_shear.nii");
        foreach (var read in new Action[] { () => NiftiFile.Read(path), () => NiftiFile.ReadInfo(path), () => NiftiFile.Summarize(path) })
        {
            var refusal = Assert.Throws<ImageFormatException>(read);
            Assert.Equal("gantry-tilt", refusal.Code);
            Assert.Contains("30.96 degrees", refusal.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_small_shear_is_tolerated_and_a_large_one_refused_whatever_the_rotation()
    {
        Gen.Select(Gens.Affine, Gen.Double[-30, 30], Gen.Int[0, 2]).Sample(static (affine, degrees, pair) =>
        {
            var file = Sheared(affine, pair, degrees);
            if (Math.Abs(degrees) is > 0.48 and < 0.52) return;
            if (Math.Abs(degrees) > 0.5) Assert.Equal("gantry-tilt", Assert.Throws<ImageFormatException>(() => Info(file)).Code);
            else Assert.Equal(AffineSource.Sform, Info(file).AffineSource);
        }, iter: 500);
        Assert.Null(Info(Sheared(Affine.Identity, 0, 0.01)).Warning);
        Assert.Contains("0.3 degrees", Info(Sheared(Affine.Identity, 0, 0.3)).Warning, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, null)]
    [InlineData(2, AffineSource.Qform)]
    [InlineData(4, AffineSource.Qform)]
    public void A_shear_by_registration_gives_way_to_the_scanners_qform(int sformCode, AffineSource? expected)
    {
        var file = Sheared(Affine.Identity, 0, 5);
        NiftiBytes.Int(file, QformCode, 1, 2);
        NiftiBytes.Int(file, SformCode, sformCode, 2);
        if (expected is null)
        {
            Assert.Equal("gantry-tilt", Assert.Throws<ImageFormatException>(() => Info(file)).Code);
            return;
        }

        Assert.Equal(expected, Info(file).AffineSource);
        Assert.Contains("5 degrees", Info(file).Warning, StringComparison.Ordinal);
    }

    [Fact]
    public void A_shear_along_an_axis_of_one_voxel_has_no_meaning()
    {
        var file = NiftiBytes.Build(NiftiDatatype.Int16, [4, 3, 1]);
        Put(file, new Affine(1, 0, 0.5, 0, 0, 1, 0, 0, 0, 0, 1, 0));
        Assert.Equal(AffineSource.Sform, Info(file).AffineSource);
    }

    [Fact]
    public void Two_affines_that_disagree_about_sides_are_mentioned()
    {
        var file = With(1, AffineSource.Sform, units: 2);
        NiftiBytes.Int(file, QformCode, 1, 2);
        Assert.Null(Info(file).Warning);
        NiftiBytes.Real(file, Sform, -2);
        var info = Info(file);
        Assert.Equal(AffineSource.Sform, info.AffineSource);
        Assert.Contains("LAS", info.Warning, StringComparison.Ordinal);
        Assert.Contains("RAS", info.Warning, StringComparison.Ordinal);
    }

    [Fact]
    public void A_quaternion_longer_than_one_is_scaled_and_mentioned()
    {
        var file = With(1, AffineSource.Qform, units: 2);
        for (var part = 0; part < 3; part++) NiftiBytes.Real(file, Quaternion + (4 * part), part == 2 ? 3 : 0);
        var info = Info(file);
        Assert.Equal("LPS", AxisCodes.Of(info.VoxelToWorld));
        Assert.Equal(-2, info.VoxelToWorld.Xi, 1e-6);
        Assert.Contains("length 3", info.Warning, StringComparison.Ordinal);
    }

    [Fact]
    public void A_later_axis_without_a_length_has_one_voxel()
    {
        foreach (var version in new[] { 1, 2 })
        {
            var file = NiftiBytes.Build(NiftiDatatype.Int16, [4, 3, 2], version);
            var (at, width) = version == 1 ? (40, 2) : (16, 8);
            NiftiBytes.Int(file, at, 4, width);
            NiftiBytes.Int(file, at + (4 * width), 0, width);
            var image = NiftiFile.Read(new MemoryStream(file));
            Assert.Equal([4, 3, 2, 1], image.Shape);
            Assert.Contains("Dimension 4", image.Warning, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("volume.nii", true)]
    [InlineData("volume.nii.gz", false)]
    [InlineData("volume.hdr", false)]
    [InlineData("volume.img", false)]
    [InlineData("volume.img.gz", true)]
    public void The_content_decides_and_not_the_name(string name, bool gzipped)
    {
        var folder = Directory.CreateTempSubdirectory("nifti-names-").FullName;
        try
        {
            var (path, content) = (Path.Combine(folder, name), NiftiBytes.Build(NiftiDatatype.Int16, [4, 3, 2]));
            File.WriteAllBytes(path, gzipped ? FuzzFiles.Gzipped(content) : content);
            Assert.Equal(NiftiFile.Read(new MemoryStream(content)).Values, NiftiFile.Read(path).Values);
            Assert.Equal(gzipped, NiftiFile.ReadInfo(path).IsGzipped);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Voxels of 2, 3 and 4 mm, described in one of the three ways.</summary>
    private static byte[] With(int version, AffineSource source, int units)
    {
        var file = NiftiBytes.Build(NiftiDatatype.Int16, [4, 3, 2], version);
        var wide = version == 2;
        NiftiBytes.Int(file, wide ? 500 : Units, units, wide ? 4 : 1);
        NiftiBytes.Int(file, wide ? 344 : QformCode, source == AffineSource.Qform ? 1 : 0, wide ? 4 : 2);
        NiftiBytes.Int(file, wide ? 348 : SformCode, source == AffineSource.Sform ? 1 : 0, wide ? 4 : 2);
        double[] rows = [2, 0, 0, 10, 0, 3, 0, -20, 0, 0, 4, 30];
        for (var i = 0; i < rows.Length; i++) NiftiBytes.Real(file, (wide ? 400 : Sform) + (i * (wide ? 8 : 4)), rows[i], wide);
        for (var i = 0; i < 3; i++) NiftiBytes.Real(file, (wide ? 376 : Quaternion + 12) + (i * (wide ? 8 : 4)), rows[(4 * i) + 3], wide);
        return file;
    }

    private static byte[] Sheared(Affine affine, int pair, double degrees)
    {
        var (i, j, k) = affine.Spacing;
        var sine = Math.Sin(degrees * Math.PI / 180);
        var (cosine, along) = (Math.Cos(degrees * Math.PI / 180), pair == 2 ? j : i);
        var (x, y, z) = pair == 2 ? (affine.Xj, affine.Yj, affine.Zj) : (affine.Xi, affine.Yi, affine.Zi);
        var sheared = pair == 0
            ? affine with { Xj = (affine.Xj * cosine) + (x / along * j * sine), Yj = (affine.Yj * cosine) + (y / along * j * sine), Zj = (affine.Zj * cosine) + (z / along * j * sine) }
            : affine with { Xk = (affine.Xk * cosine) + (x / along * k * sine), Yk = (affine.Yk * cosine) + (y / along * k * sine), Zk = (affine.Zk * cosine) + (z / along * k * sine) };
        var file = NiftiBytes.Build(NiftiDatatype.Int16, [4, 3, 2]);
        Put(file, sheared);
        return file;
    }

    private static void Put(byte[] file, Affine a)
    {
        NiftiBytes.Int(file, SformCode, 1, 2);
        double[] rows = [a.Xi, a.Xj, a.Xk, a.Xt, a.Yi, a.Yj, a.Yk, a.Yt, a.Zi, a.Zj, a.Zk, a.Zt];
        for (var i = 0; i < rows.Length; i++) NiftiBytes.Real(file, Sform + (4 * i), rows[i]);
    }

    private static NiftiInfo Info(byte[] file) => NiftiFile.ReadInfo(new MemoryStream(file));
}
