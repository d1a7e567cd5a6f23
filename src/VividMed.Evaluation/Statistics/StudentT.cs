namespace VividMed.Evaluation.Statistics;

/// <summary>Student's t distribution with whole degrees of freedom.</summary>
public static class StudentT
{
    /// <summary>
    /// The chance of less than <paramref name="t"/>, by the finite series for whole degrees of freedom (Abramowitz and Stegun, 1964, 26.7.3 and
    /// 26.7.4).
    /// </summary>
    public static double Below(double t, int degrees)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(degrees, 1);
        var angle = Math.Atan(t / Math.Sqrt(degrees));
        var square = Math.Cos(angle) * Math.Cos(angle);
        var isOdd = degrees % 2 == 1;
        var (term, sum) = (isOdd ? Math.Cos(angle) : 1.0, 0.0);
        for (var at = isOdd ? 1 : 0; at <= degrees - 2; at += 2)
        {
            sum += term;
            term *= square * (at + 1) / (at + 2);
        }

        var middle = isOdd ? 2 / Math.PI * (angle + (Math.Sin(angle) * sum)) : Math.Sin(angle) * sum;
        return 0.5 + (middle / 2);
    }

    /// <summary>The t below which a share of the distribution lies.</summary>
    /// <param name="share">above 0 and below 1</param>
    public static double Quantile(double share, int degrees)
    {
        var (low, high) = (-1e5, 1e5);
        for (var step = 0; step < 200; step++)
        {
            var middle = (low + high) / 2;
            (low, high) = Below(middle, degrees) < share ? (middle, high) : (low, middle);
        }

        return (low + high) / 2;
    }
}
