using VividMed.Imaging.Overlays;

namespace VividMed.Imaging.Tests.Overlays;

public sealed class CurveChartTests
{
    private static readonly double[] Falling = [.. Enumerable.Range(1, 400).Select(static step => 3.0 / step)];

    [Fact]
    public void The_same_values_give_the_same_pixels_and_others_do_not()
    {
        var picture = CurveChart.Paint("loss", "step", Falling);

        Assert.Equal(picture.Pixels, CurveChart.Paint("loss", "step", Falling).Pixels);
        Assert.NotEqual(picture.Pixels, CurveChart.Paint("loss", "step", [.. Falling.Reverse()]).Pixels);
    }

    [Fact]
    public void A_falling_curve_begins_high_and_ends_low()
    {
        var picture = CurveChart.Paint("loss", "step", Falling);
        Assert.True(Height(picture, 90) < Height(picture, 920));
    }

    [Fact]
    public void Values_that_cannot_be_drawn_do_no_harm_but_none_at_all_is_an_error()
    {
        Assert.Equal(960, CurveChart.Paint("loss", "step", [1, double.NaN, 0, -1, double.PositiveInfinity, 2]).Width);
        Assert.Throws<ArgumentException>(static () => CurveChart.Paint("loss", "step", []));
    }

    /// <summary>The first row from above that is as bright and warm as the mean's curve.</summary>
    private static int Height(RgbImage picture, int column)
    {
        for (var row = 60; row < picture.Height; row++)
        {
            var at = 3 * ((row * picture.Width) + column);
            if (picture.Pixels[at] > 180 && picture.Pixels[at + 2] < 120) return row;
        }

        return picture.Height;
    }
}
