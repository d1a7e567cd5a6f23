using VividMed.Datasets.Admission;
using VividMed.Imaging.Geometry;

namespace VividMed.Datasets.Tests.Admission;

/// <summary>What is no MR is told by its values, however large they are.</summary>
public sealed class HeadVolumeTests
{
    [Theory]
    [InlineData(1f)]
    [InlineData(0.001f)]
    [InlineData(-40f)]
    [InlineData(20_000f)]
    public void Values_without_units_pass_at_any_scale(float scale) => HeadVolume.Check(Volume([.. Enumerable.Range(0, 60).Select(i => scale * i)]), "v");

    [Fact]
    public void A_constant_volume_is_refused() => AssertRefused("all its voxels are the same", [.. Enumerable.Repeat(7f, 60)]);

    [Fact]
    public void A_label_map_is_refused() => AssertRefused("as a label map", [.. Enumerable.Range(0, 60).Select(static i => (float)(i % 12))]);

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void What_is_no_number_is_refused(float value) => AssertRefused("no numbers", [.. Enumerable.Range(0, 60).Select(static i => (float)i), value]);

    private static void AssertRefused(string why, float[] values)
    {
        var refused = Assert.Throws<DatasetException>(() => HeadVolume.Check(Volume(values), "v"));
        Assert.Equal("not-mr", refused.Code);
        Assert.Contains(why, refused.Message, StringComparison.Ordinal);
    }

    private static Volume Volume(float[] values) => new(values.Length, 1, 1, values, Affine.Identity);
}
