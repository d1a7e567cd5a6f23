using System.Globalization;
using SkiaSharp;

namespace VividMed.Imaging.Overlays;

/// <summary>
/// A curve such as a training loss: every value faint, their running mean strong, on a logarithmic axis. The same values give the same
/// pixels.
/// </summary>
public static class CurveChart
{
    private const int Width = 960;
    private const int Height = 480;
    private static readonly SKRect Plot = new(84, 64, 930, 420);

    /// <param name="title">What is drawn.</param>
    /// <param name="axis">What the values follow, such as "step"; they are counted from 1.</param>
    /// <param name="values">Positive and finite; others are drawn at the lower edge.</param>
    /// <exception cref="ArgumentException">There are no values.</exception>
    public static RgbImage Paint(string title, string axis, IReadOnlyList<double> values)
    {
        if (values.Count == 0) throw new ArgumentException("a curve needs values", nameof(values));

        var means = RunningMeans(values);
        var usable = values.Where(static value => double.IsFinite(value) && value > 0).DefaultIfEmpty(1).ToArray();
        var (low, high) = (Math.Log10(usable.Min()) - 0.03, Math.Log10(usable.Max()) + 0.03);
        using var bitmap = new SKBitmap(new SKImageInfo(Width, Height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        using var canvas = new SKCanvas(bitmap);
        canvas.Clear(OverlayStyle.Background);
        DrawAxes(canvas, title, axis, values.Count, means[^1], low, high);
        DrawCurve(canvas, values, low, high, OverlayColor.Of(1).ToSkia(alpha: 90), width: 1);
        DrawCurve(canvas, means, low, high, OverlayColor.Of(0).ToSkia(), width: 2.5f);
        canvas.Flush();
        return OverlayPainter.ToRgb(bitmap);
    }

    /// <summary>Each value's mean with those before it, over a fiftieth of the curve.</summary>
    private static double[] RunningMeans(IReadOnlyList<double> values)
    {
        var window = Math.Max(1, values.Count / 50);
        var means = new double[values.Count];
        for (var i = 0; i < means.Length; i++)
        {
            var from = Math.Max(0, i - window + 1);
            var sum = 0.0;
            for (var j = from; j <= i; j++) sum += values[j];
            means[i] = sum / (i - from + 1);
        }

        return means;
    }

    private static void DrawAxes(SKCanvas canvas, string title, string axis, int count, double last, double low, double high)
    {
        using var heading = OverlayStyle.Font(20, bold: true);
        using var font = OverlayStyle.Font(14);
        using var text = OverlayStyle.Fill(OverlayStyle.Text);
        using var faint = OverlayStyle.Fill(OverlayStyle.Faint);
        using var grid = OverlayStyle.Pen(OverlayStyle.Panel, 1.5f);
        canvas.DrawText(title, Plot.Left, 38, SKTextAlign.Left, heading, text);
        canvas.DrawText($"last {Number(last)}", Plot.Right, 38, SKTextAlign.Right, font, faint);
        foreach (var tick in Ticks(low, high))
        {
            var y = Y(tick, low, high);
            canvas.DrawLine(Plot.Left, y, Plot.Right, y, grid);
            canvas.DrawText(Number(tick), Plot.Left - 10, y + 5, SKTextAlign.Right, font, faint);
        }

        for (var quarter = 0; quarter <= 4; quarter++)
        {
            var step = Math.Max(1, (int)Math.Round(count * quarter / 4.0));
            canvas.DrawText(
                step.ToString(CultureInfo.InvariantCulture), X(step - 1, count), Plot.Bottom + 24, SKTextAlign.Center, font, faint);
        }

        canvas.DrawText(axis, Plot.MidX, Plot.Bottom + 48, SKTextAlign.Center, font, faint);
    }

    private static void DrawCurve(SKCanvas canvas, IReadOnlyList<double> values, double low, double high, SKColor color, float width)
    {
        using var pen = OverlayStyle.Pen(color, width);
        canvas.DrawPoints(SKPointMode.Polygon, [.. values.Select((value, i) => new SKPoint(X(i, values.Count), Y(value, low, high)))], pen);
    }

    private static float X(int index, int count) => Plot.Left + (Plot.Width * index / Math.Max(1, count - 1));

    private static float Y(double value, double low, double high)
    {
        var share = double.IsFinite(value) && value > 0 ? (Math.Log10(value) - low) / (high - low) : 0;
        return Plot.Bottom - (float)(Plot.Height * Math.Clamp(share, 0, 1));
    }

    /// <summary>1, 2 and 5 of every power of ten within the axis.</summary>
    private static IEnumerable<double> Ticks(double low, double high) =>
        from power in Enumerable.Range((int)Math.Floor(low), (int)Math.Ceiling(high) - (int)Math.Floor(low) + 1)
        from digit in (double[])[1, 2, 5]
        let tick = digit * Math.Pow(10, power)
        where Math.Log10(tick) >= low && Math.Log10(tick) <= high
        select tick;

    private static string Number(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);
}
