using VividMed.Inference;

namespace VividMed.Training;

/// <summary>Dice of every prompt over the volumes that show it, on the original grid; and how often a prompt outlines what is not there.</summary>
internal sealed class SegmentationScore(int prompts)
{
    private readonly double[] _dice = new double[prompts];
    private readonly int[] _present = new int[prompts];
    private readonly int[] _absent = new int[prompts];
    private readonly int[] _invented = new int[prompts];

    /// <param name="labels">For every voxel the prompts that it belongs to, one bit each.</param>
    public void Add(IReadOnlyList<Segmentation> found, uint[] labels)
    {
        for (var prompt = 0; prompt < prompts; prompt++)
        {
            var (shared, predicted, wanted) = (0L, 0L, 0L);
            for (var i = 0; i < labels.Length; i++)
            {
                var (isTrue, isFound) = ((labels[i] >> prompt & 1) != 0, found[prompt].Mask[i]);
                if (isTrue) wanted++;
                if (isFound) predicted++;
                if (isTrue && isFound) shared++;
            }

            if (wanted > 0)
            {
                _present[prompt]++;
                _dice[prompt] += 2.0 * shared / (predicted + wanted);
            }
            else
            {
                _absent[prompt]++;
                if (predicted > 0) _invented[prompt]++;
            }
        }
    }

    /// <summary><c>dice</c> (mean over prompts), <c>dice/{prompt}</c> and <c>invented/{prompt}</c> (share of the volumes without it that get a mask).</summary>
    public IReadOnlyDictionary<string, double> Metrics(IReadOnlyList<string> names)
    {
        var metrics = new SortedDictionary<string, double>(StringComparer.Ordinal);
        for (var i = 0; i < prompts; i++)
        {
            if (_present[i] > 0) metrics[$"dice/{names[i]}"] = Math.Round(_dice[i] / _present[i], 4);
            if (_absent[i] > 0) metrics[$"invented/{names[i]}"] = Math.Round((double)_invented[i] / _absent[i], 4);
        }

        metrics["dice"] = Math.Round(metrics.Where(static pair => pair.Key.StartsWith("dice/", StringComparison.Ordinal)).Average(static pair => pair.Value), 4);
        return metrics;
    }
}
