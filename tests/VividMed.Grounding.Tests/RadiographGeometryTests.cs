using CsCheck;
using VividMed.Grounding.Anatomy;

namespace VividMed.Grounding.Tests;

public sealed class RadiographGeometryTests
{
    [Theory]
    [InlineData("L", "F")]
    [InlineData("L", "FR")]
    [InlineData("", "F")]
    [InlineData("L", "R")]
    [InlineData("X", "F")]
    public void The_usual_display_and_nonsense_need_no_affine(string row, string column) => Assert.Null(RadiographGeometry.Of([row, column], (1, 1)));

    [Fact]
    public void A_missing_orientation_needs_none() => Assert.Null(RadiographGeometry.Of([], (1, 1)));

    [Fact]
    public void A_mirrored_image_runs_to_the_right_in_millimeters()
    {
        var affine = RadiographGeometry.Of(["R", "F"], (0.5, 0.25))!.Value;

        Assert.Equal((50.0, 0.0, -25.0), affine.Apply(100, 100, 0));
    }

    [Fact]
    public void Every_pair_of_different_axes_makes_a_usable_affine()
    {
        Gen.Select(Gen.Char["RLAPHF"], Gen.Char["RLAPHF"], Gen.Double[0.05, 2]).Sample(static (row, column, spacing) =>
            RadiographGeometry.Of([$"{row}", $"{column}"], (spacing, spacing)) is not { } affine || (affine.IsInvertible && Math.Abs(Math.Abs(affine.Determinant) - (spacing * spacing)) < 1e-9));
    }
}
