namespace VividMed.Imaging;

/// <summary>
/// A scale for values without units, as MR has them: from the 1st to the 99.5th percentile. Scaling all values by
/// a factor, as another scanner does, changes nothing.
/// </summary>
public readonly record struct IntensityScale(float Low, float High)
{
    private const int MostValues = 1 << 18;

    /// <summary>Of at most some hundred thousand values, evenly taken. What is no number is passed over.</summary>
    public static IntensityScale Of(ReadOnlySpan<float> values)
    {
        var step = Math.Max(1, values.Length / MostValues);
        var sample = new List<float>(Math.Min(values.Length, MostValues) + 1);
        for (var i = 0; i < values.Length; i += step)
        {
            if (float.IsFinite(values[i])) sample.Add(values[i]);
        }

        if (sample.Count == 0) return new IntensityScale(0, 1);
        sample.Sort();
        var (low, high) = (sample[sample.Count / 100], sample[sample.Count - 1 - (sample.Count / 200)]);
        return high > low ? new IntensityScale(low, high) : new IntensityScale(sample[0], sample[^1] > sample[0] ? sample[^1] : sample[0] + 1);
    }

    /// <summary>Where a value lies on the scale, 0 to 1; what is no number is 0.</summary>
    public float Share(float value) => float.IsNaN(value) ? 0 : Math.Clamp((value - Low) / (High - Low), 0, 1);
}
