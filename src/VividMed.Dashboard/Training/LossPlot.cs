using System.Globalization;

namespace VividMed.Dashboard.Training;

/// <summary>Curves on common axes, in the units of an SVG: steps to the right, losses upward from 0.</summary>
public sealed class LossPlot
{
    public const double Width = 640;
    public const double Height = 260;

    private const double Left = 52;
    private const double Right = 12;
    private const double Top = 12;
    private const double Bottom = 32;
    private const int MostPoints = 200;

    private readonly double _steps;
    private readonly double _highest;

    public LossPlot(IReadOnlyList<LossCurve> curves)
    {
        Curves = [.. curves.Select(static curve => (curve, curve.Points(MostPoints)))];
        _steps = Math.Max(1, curves.Select(static curve => Math.Max(curve.Steps, curve.Values.Count)).DefaultIfEmpty(1).Max());
        _highest = Round(Curves.SelectMany(static curve => curve.Points).Select(static point => point.Loss).Where(double.IsFinite).DefaultIfEmpty(1).Max());
        Ticks = [.. Enumerable.Range(0, 5).Select(part => (Y(_highest * part / 4), (_highest * part / 4).ToString("0.##", CultureInfo.InvariantCulture)))];
    }

    private IReadOnlyList<(LossCurve Curve, IReadOnlyList<(double Step, double Loss)> Points)> Curves { get; }

    /// <summary>Lines across, with the loss that each stands for.</summary>
    public IReadOnlyList<(double Y, string Text)> Ticks { get; }

    /// <summary>The last step.</summary>
    public string Steps => _steps.ToString("0", CultureInfo.InvariantCulture);

    public static double PlotLeft => Left;

    public static double PlotRight => Width - Right;

    public static double PlotBottom => Height - Bottom;

    /// <summary>The points of a curve as a polyline has them; what is no number is left out.</summary>
    public string Points(int curve) => string.Join(' ', Curves[curve].Points.Where(static point => double.IsFinite(point.Loss))
        .Select(point => string.Create(CultureInfo.InvariantCulture, $"{X(point.Step):0.#},{Y(point.Loss):0.#}")));

    /// <summary>What a curve says, for who cannot see it.</summary>
    public string Words(int curve)
    {
        var (own, points) = Curves[curve];
        return points.Count == 0
            ? $"{own.Model}: no step yet"
            : string.Create(CultureInfo.InvariantCulture, $"{own.Model}: from {points[0].Loss:0.00} to {points[^1].Loss:0.00} in {own.Values.Count} of {own.Steps} steps");
    }

    private double X(double step) => Left + ((PlotRight - Left) * step / _steps);

    private double Y(double loss) => PlotBottom - ((PlotBottom - Top) * Math.Clamp(loss / _highest, 0, 1));

    /// <summary>Up to the next of 1, 2, 5 and their tens.</summary>
    private static double Round(double highest)
    {
        if (highest <= 0) return 1;
        var ten = Math.Pow(10, Math.Floor(Math.Log10(highest)));
        return ((double[])[1, 2, 5, 10]).Select(factor => factor * ten).First(candidate => candidate >= highest * 0.999);
    }
}
