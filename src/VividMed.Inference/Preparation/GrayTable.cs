using VividMed.Inference.Manifests;

namespace VividMed.Inference.Preparation;

/// <summary>
/// What each of the 256 gray values of an image becomes. The steps after the 8-bit ones look at single values and at their statistics, so
/// they work on this table and the image's histogram: 256 values instead of millions, in float32 as the field's frameworks do.
/// </summary>
internal sealed class GrayTable
{
    private readonly float[][] _values;
    private readonly int[] _histogram;

    /// <param name="histogram">How often each value occurs in the image.</param>
    public GrayTable(int channels, int[] histogram)
    {
        _histogram = histogram;
        _values = new float[channels][];
        for (var channel = 0; channel < channels; channel++)
        {
            _values[channel] = [.. Enumerable.Range(0, 256).Select(static value => (float)value)];
        }
    }

    /// <summary>The 256 values of one channel.</summary>
    public ReadOnlySpan<float> this[int channel] => _values[channel];

    public void Apply(PreparationStep step)
    {
        for (var channel = 0; channel < _values.Length; channel++) Apply(step, _values[channel], channel);
    }

    private void Apply(PreparationStep step, float[] values, int channel)
    {
        switch (step)
        {
            case ClipStep clip:
                Intensity.Clip(values, clip.Low, clip.High);
                break;
            case ClipPercentilesStep clip:
                Intensity.Clip(values, Percentile(values, clip.Low), Percentile(values, clip.High));
                break;
            case ZScoreStep score:
                var (mean, deviation) = Moments(values, score.Ddof);
                Intensity.Shift(values, mean, deviation);
                break;
            case UnitRangeStep:
                var (low, high) = Range(values);
                Intensity.UnitRange(values, low, high);
                break;
            default:
                Intensity.Fixed(values, step, channel);
                break;
        }
    }

    private (double Mean, double Deviation) Moments(float[] values, int ddof)
    {
        var count = (double)_histogram.Sum();
        var mean = values.Zip(_histogram, static (value, times) => (double)value * times).Sum() / count;
        var squares = values.Zip(_histogram, (value, times) => (value - mean) * (value - mean) * times).Sum();
        return (mean, Math.Sqrt(squares / Math.Max(1, count - ddof)));
    }

    private (float Low, float High) Range(float[] values)
    {
        var present = values.Where((_, value) => _histogram[value] > 0).ToList();
        return (present.Min(), present.Max());
    }

    private double Percentile(float[] values, double percent)
    {
        var sorted = values.Zip(_histogram).Where(static pair => pair.Second > 0).OrderBy(static pair => pair.First).ToList();
        var position = percent / 100 * (_histogram.Sum() - 1);
        var low = At((long)Math.Floor(position));
        return low + ((At((long)Math.Ceiling(position)) - low) * (position - Math.Floor(position)));

        double At(long rank)
        {
            foreach (var (value, times) in sorted)
            {
                if (rank < times) return value;
                rank -= times;
            }

            return sorted[^1].First;
        }
    }
}
