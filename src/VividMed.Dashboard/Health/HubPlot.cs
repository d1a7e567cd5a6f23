using System.Globalization;

namespace VividMed.Dashboard.Health;

/// <summary>A figure over time, in the units of an SVG: time to the right, values upward from 0.</summary>
/// <param name="Unit">Behind each value, such as <c>ms</c>; empty for a count.</param>
public sealed record HubPlot(string Title, string Unit, IReadOnlyList<HubPoint> Points)
{
    public const int Width = 240;
    public const int Height = 56;

    private double Highest => Points.Max(static point => point.Value);

    /// <summary>What is read off it: the last value and the highest.</summary>
    public string Words => Points.Count == 0 ? "nothing yet" : $"{Shown(Points[^1].Value)}, at most {Shown(Highest)}";

    /// <summary>As a polyline has them; none where there are too few for a line.</summary>
    public string Line()
    {
        if (Points.Count < 2) return "";
        var (start, span, top) = (Points[0].At, (Points[^1].At - Points[0].At).TotalSeconds, Math.Max(Highest, double.Epsilon));
        return string.Join(' ', Points.Select(point => string.Create(
            CultureInfo.InvariantCulture,
            $"{Width * (span > 0 ? (point.At - start).TotalSeconds / span : 0):0.#},{Height - 2 - ((Height - 4) * point.Value / top):0.#}")));
    }

    private string Shown(double value) => value.ToString(value >= 100 ? "N0" : "0.##", CultureInfo.InvariantCulture) + (Unit.Length > 0 ? $" {Unit}" : "");
}

public sealed record HubPoint(DateTimeOffset At, double Value);
