namespace VividMed.Evaluation.Statistics;

/// <summary>The standard normal distribution's upper tail and its inverse.</summary>
internal static class NormalTail
{
    /// <summary>
    /// The chance of more than <paramref name="z"/> (not negative), to 12 digits: a series near zero, a continued fraction in the tail
    /// (Abramowitz and Stegun, 1964, 26.2.11 and 26.2.14).
    /// </summary>
    public static double Above(double z)
    {
        const double near = 3;
        var density = Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI);
        if (z < near)
        {
            var (sum, term) = (z, z);
            for (var odd = 3; term > 1e-17 * sum; odd += 2) sum += term *= z * z / odd;
            return 0.5 - (density * sum);
        }

        var fraction = z;
        for (var step = 80; step > 0; step--) fraction = z + (step / fraction);
        return density / fraction;
    }

    /// <summary>The z that is passed with a chance of <paramref name="share"/>, above 0 and up to 0.5.</summary>
    public static double Inverse(double share)
    {
        var (low, high) = (0.0, 40.0);
        for (var step = 0; step < 100; step++)
        {
            var middle = (low + high) / 2;
            (low, high) = Above(middle) > share ? (middle, high) : (low, middle);
        }

        return (low + high) / 2;
    }
}
