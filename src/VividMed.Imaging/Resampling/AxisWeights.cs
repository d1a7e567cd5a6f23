namespace VividMed.Imaging.Resampling;

/// <summary>
/// For each target index along one axis the two source indices around it and the weight of the second, which is 0 wherever a position meets
/// a source index. <see cref="AxisTaps"/> differs at the far end, and in float32 a weight of 1 is not always a weight of 0 from the other
/// side.
/// </summary>
internal readonly struct AxisWeights
{
    public AxisWeights(int count, double origin, double step, int sourceCount, Interpolation interpolation)
    {
        (Low, High, Weight) = (new int[count], new int[count], new float[count]);
        for (var i = 0; i < count; i++)
        {
            var position = Math.Clamp(origin + (step * i), 0, sourceCount - 1);
            if (interpolation == Interpolation.Nearest) position = Math.Min(Math.Floor(position + 0.5), sourceCount - 1);
            Low[i] = (int)position;
            High[i] = Math.Min(Low[i] + 1, sourceCount - 1);
            Weight[i] = (float)(position - Low[i]);
        }
    }

    public int[] Low { get; }

    public int[] High { get; }

    public float[] Weight { get; }
}
