using CsCheck;
using VividMed.Imaging.Geometry;

namespace VividMed.Imaging.Tests.Geometry;

public sealed class AffineTests
{
    [Fact]
    public void Every_invertible_affine_undoes_itself()
    {
        Gens.Affine.Sample(affine =>
        {
            var there = affine.Apply(3, -7, 12);
            var back = affine.Inverse().Apply(there.X, there.Y, there.Z);
            Assert.Equal(3, back.X, 1e-6);
            Assert.Equal(-7, back.Y, 1e-6);
            Assert.Equal(12, back.Z, 1e-6);
        });
    }

    [Fact]
    public void Composition_applies_the_first_map_first()
    {
        Gen.Select(Gens.Affine, Gens.Affine).Sample((first, second) =>
        {
            var (x, y, z) = first.Apply(1, 2, 3);
            var expected = second.Apply(x, y, z);
            var actual = first.Then(second).Apply(1, 2, 3);
            Assert.Equal(expected.X, actual.X, 1e-6);
            Assert.Equal(expected.Y, actual.Y, 1e-6);
            Assert.Equal(expected.Z, actual.Z, 1e-6);
        });
    }

    [Fact]
    public void Spacing_is_the_length_of_a_step_along_each_index()
    {
        var affine = new Affine(0, -3, 0, 5, 2, 0, 0, 6, 0, 0, 0.5, 7);
        Assert.Equal((2, 3, 0.5), affine.Spacing);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_map_that_cannot_be_undone_is_refused(double step)
    {
        var affine = Affine.Scale(1, step, 1);
        Assert.False(affine.IsInvertible);
        Assert.Equal("singular-affine", Assert.Throws<ImageFormatException>(() => affine.Inverse()).Code);
    }

    [Fact]
    public void Two_parallel_axes_are_singular_whatever_their_lengths() =>
        Assert.False(new Affine(1e-4, 2e-4, 0, 0, 1e-4, 2e-4, 0, 0, 0, 0, 1e-4, 0).IsInvertible);

    [Fact]
    public void Tiny_voxels_are_not_singular() => Assert.True(Affine.Scale(1e-4, 1e-4, 1e-4).IsInvertible);
}
