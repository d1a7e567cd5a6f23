using System.Globalization;
using CsCheck;
using VividMed.Dashboard.Training;
using VividMed.Training.VisionLanguage.Contracts;

namespace VividMed.Dashboard.Tests.Training;

public sealed class LossPlotTests
{
    [Fact]
    public void A_falling_loss_goes_down_and_to_the_right()
    {
        var points = Points(new LossPlot([new LossCurve("a", 4, [4, 3, 2, 1])]), 0);

        Assert.Equal(4, points.Count);
        Assert.True(points.Zip(points.Skip(1)).All(static pair => pair.First.X < pair.Second.X && pair.First.Y < pair.Second.Y));
    }

    [Fact]
    public void Models_share_their_axes()
    {
        var plot = new LossPlot([new LossCurve("a", 100, [1, 1]), new LossCurve("b", 100, [8, 1])]);

        Assert.Equal(Points(plot, 0)[1], Points(plot, 1)[1]);
        Assert.Equal("10", plot.Ticks[^1].Text);
    }

    [Fact]
    public void Every_point_lies_within_the_plot() => Gen.Double[0, 1e6].Array[1, 700].Sample(static values =>
        Points(new LossPlot([new LossCurve("a", values.Length, values)]), 0) is { Count: <= 200 } points
        && points.All(static point => point.X >= LossPlot.PlotLeft && point.X <= LossPlot.PlotRight + 0.1 && point.Y >= 0 && point.Y <= LossPlot.PlotBottom + 0.1));

    [Fact]
    public void What_is_no_number_is_left_out() =>
        Assert.Single(Points(new LossPlot([new LossCurve("a", 2, [double.NaN, 1])]), 0));

    [Fact]
    public void A_curve_says_in_words_where_it_stands()
    {
        Assert.Equal("a: from 4.00 to 1.00 in 2 of 10 steps", new LossPlot([new LossCurve("a", 10, [4, 1])]).Words(0));
        Assert.Equal("a: no step yet", new LossPlot([new LossCurve("a", 10, [])]).Words(0));
    }

    [Theory]
    [InlineData(LossPart.Total, 10)]
    [InlineData(LossPart.Language, 1)]
    [InlineData(LossPart.Box, 2)]
    [InlineData(LossPart.Objectness, 3)]
    [InlineData(LossPart.Mask, 4)]
    public void Each_part_of_the_loss_has_its_own_curve(LossPart part, double expected) =>
        Assert.Equal(expected, LossCurve.Of(new StepLoss(1, 2, 3, 4), part));

    private static List<(double X, double Y)> Points(LossPlot plot, int curve) =>
        [.. plot.Points(curve).Split(' ').Select(static point => point.Split(',')).Select(static point => (Number(point[0]), Number(point[1])))];

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
