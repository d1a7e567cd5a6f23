namespace VividMed.Training.VisionLanguage.Network;

/// <summary>The smallest box around several, each as (center x, y, z, width, height, depth) in fractions of the image.</summary>
internal static class BoxHull
{
    /// <summary>Null of none.</summary>
    public static float[]? Of(IEnumerable<float[]> boxes)
    {
        float[]? low = null, high = null;
        foreach (var box in boxes)
        {
            low ??= [1, 1, 1];
            high ??= [0, 0, 0];
            for (var axis = 0; axis < 3; axis++)
            {
                low[axis] = Math.Min(low[axis], box[axis] - (box[axis + 3] / 2));
                high[axis] = Math.Max(high[axis], box[axis] + (box[axis + 3] / 2));
            }
        }

        if (low is null || high is null) return null;
        return [(low[0] + high[0]) / 2, (low[1] + high[1]) / 2, (low[2] + high[2]) / 2, high[0] - low[0], high[1] - low[1], high[2] - low[2]];
    }
}
