namespace VividMed.Imaging.Overlays;

/// <summary>Which values are shown from black to white; Hounsfield units for CT.</summary>
public readonly record struct OverlayWindow(float Low, float High)
{
    /// <summary>Width 1400 at -300 HU.</summary>
    public static OverlayWindow Lung { get; } = new(-1000, 400);

    /// <summary>Width 400 at 40 HU.</summary>
    public static OverlayWindow Mediastinum { get; } = new(-160, 240);

    /// <summary>Width 1500 at 300 HU.</summary>
    public static OverlayWindow Bone { get; } = new(-450, 1050);

    /// <summary>
    /// From the 1st to the 99th percentile of the finite values (of at most some million, evenly taken): for what is not CT.
    /// </summary>
    public static OverlayWindow Fit(ReadOnlySpan<float> values)
    {
        const int most = 1 << 20;
        var step = Math.Max(1, values.Length / most);
        var sample = new List<float>(Math.Min(values.Length, most) + 1);
        for (var i = 0; i < values.Length; i += step)
        {
            if (float.IsFinite(values[i])) sample.Add(values[i]);
        }

        if (sample.Count == 0) return new(0, 1);
        sample.Sort();
        var (low, high) = (sample[sample.Count / 100], sample[sample.Count - 1 - (sample.Count / 100)]);
        return high > low ? new(low, high) : new(sample[0], sample[^1] > sample[0] ? sample[^1] : sample[0] + 1);
    }

    /// <summary>The gray value of a value, 0 black to 255 white; NaN is black, and what lies outside the window is clamped.</summary>
    public byte Shade(float value) => float.IsNaN(value) ? (byte)0 : (byte)Math.Clamp(((value - Low) / (High - Low) * 255) + 0.5f, 0, 255);
}
