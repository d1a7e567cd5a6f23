using VividMed.Imaging.Geometry;
using VividMed.Inference.Preparation;

namespace VividMed.Inference.Tests.Preparation;

public sealed class PreparedGridTests
{
    [Fact]
    public void The_axes_of_any_orientation_come_out_as_right_anterior_superior()
    {
        foreach (var (affine, order) in Orientations())
        {
            var grid = PreparedGrid.For(Empty(5, 6, 7, affine), "RAS");
            Assert.Equal(order, (int[])[grid.X.SourceAxis, grid.Y.SourceAxis, grid.Z.SourceAxis]);
            foreach (var axis in (AxisMap[])[grid.X, grid.Y, grid.Z]) Assert.Equal(axis.Step < 0 ? axis.SourceLength - 1 : 0, axis.Start);
        }
    }

    [Theory]
    [InlineData(96, 3.5, 4, 84)]
    [InlineData(10, 1, 1, 10)]
    [InlineData(10, 1, 3, 4)]
    [InlineData(1, 5, 1, 1)]
    public void The_length_of_an_axis_follows_the_spacing(int length, double spacing, double wanted, int expected) =>
        Assert.Equal(expected, PreparedGrid.For(Empty(length, 1, 1, Affine.Scale(spacing, 1, 1)), "RAS").AtSpacing([wanted, 1, 1]).X.Length);

    [Fact]
    public void A_volume_that_cannot_be_is_refused()
    {
        Refused(new Volume(2, 2, 2, new float[7], Affine.Identity));
        Refused(new Volume(0, 2, 2, [], Affine.Identity));
        Refused(Empty(2, 2, 2, Affine.Scale(1, 0, 1)));
        Refused(Empty(2, 2, 2, Affine.Scale(1, double.NaN, 1)));
        Refused(Empty(100, 100, 100, Affine.Scale(100, 100, 100)), [0.05, 0.05, 0.05]);
        Refused(Empty(100, 1, 1, Affine.Scale(1e12, 1, 1)), [1, 1, 1]);
    }

    private static void Refused(Volume volume, double[]? spacing = null) =>
        Assert.Equal("volume-invalid", Assert.Throws<ModelException>(() => PreparedGrid.For(volume, "RAS").AtSpacing(spacing ?? [1, 1, 1])).Code);

    private static Volume Empty(int width, int height, int depth, Affine affine) => new(width, height, depth, new float[width * height * depth], affine);

    private static IEnumerable<(Affine, int[])> Orientations()
    {
        yield return (Affine.Scale(1, 1, 1), [0, 1, 2]);
        yield return (Affine.Scale(-1, -1, 2), [0, 1, 2]);
        yield return (new Affine(0, 0, 1, 0, 1, 0, 0, 0, 0, -1, 0, 0), [2, 0, 1]);
        yield return (new Affine(0.9, 0.1, 0.3, 0, -0.1, 0.95, 0, 0, -0.3, 0.05, 0.9, 0), [0, 1, 2]);
    }
}
