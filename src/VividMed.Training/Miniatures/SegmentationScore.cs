using VividMed.Inference.Manifests;
using VividMed.Inference.Segmenters;
using VividMed.Taxonomy;

namespace VividMed.Training.Miniatures;

/// <summary>
/// Dice of every label over the images that show it, on the original grid; how often a label outlines what is not there; how often
/// a left structure is taken for the right one.
/// </summary>
internal sealed class SegmentationScore(IReadOnlyList<ModelLabel> labels)
{
    private readonly double[] _dice = new double[labels.Count];
    private readonly double[] _worst = [.. Enumerable.Repeat(1.0, labels.Count)];
    private readonly int[] _present = new int[labels.Count];
    private readonly int[] _absent = new int[labels.Count];
    private readonly int[] _invented = new int[labels.Count];
    private int _swapped;

    /// <param name="found">One a label, in the labels' order.</param>
    /// <param name="truth">For every voxel the labels that it belongs to, one bit each.</param>
    public void Add(IReadOnlyList<Segmentation> found, uint[] truth)
    {
        for (var label = 0; label < labels.Count; label++)
        {
            var (dice, wanted, predicted) = Overlap(found[label], truth, label);
            if (wanted > 0)
            {
                _present[label]++;
                _dice[label] += dice;
                _worst[label] = Math.Min(_worst[label], dice);
                if (OtherSide(label) is { } other && Overlap(found[label], truth, other).Dice > dice) _swapped++;
            }
            else
            {
                _absent[label]++;
                if (predicted > 0) _invented[label]++;
            }
        }
    }

    /// <summary>
    /// <c>dice</c> (mean over labels), <c>dice/{label}</c>, <c>dice-min/{label}</c> (the worst image), <c>invented/{label}</c> (share of
    /// the images without it that get a mask) and <c>swapped</c> (images times labels nearer to the other side's truth).
    /// </summary>
    public IReadOnlyDictionary<string, double> Metrics()
    {
        var metrics = new SortedDictionary<string, double>(StringComparer.Ordinal) { ["swapped"] = _swapped };
        for (var i = 0; i < labels.Count; i++)
        {
            if (_present[i] > 0)
            {
                metrics[$"dice/{labels[i].Name}"] = Math.Round(_dice[i] / _present[i], 4);
                metrics[$"dice-min/{labels[i].Name}"] = Math.Round(_worst[i], 4);
            }

            if (_absent[i] > 0) metrics[$"invented/{labels[i].Name}"] = Math.Round((double)_invented[i] / _absent[i], 4);
        }

        metrics["dice"] = Math.Round(
            metrics.Where(static pair => pair.Key.StartsWith("dice/", StringComparison.Ordinal)).Average(static pair => pair.Value), 4);
        return metrics;
    }

    private int? OtherSide(int label)
    {
        if (labels[label].Side == Side.None) return null;
        for (var other = 0; other < labels.Count; other++)
        {
            if (other != label && labels[other].Target == labels[label].Target && labels[other].Side != Side.None) return other;
        }

        return null;
    }

    private static (double Dice, long Wanted, long Predicted) Overlap(Segmentation found, uint[] truth, int label)
    {
        var (shared, predicted, wanted) = (0L, 0L, 0L);
        for (var i = 0; i < truth.Length; i++)
        {
            var (isTrue, isFound) = ((truth[i] >> label & 1) != 0, found.Mask[i]);
            if (isTrue) wanted++;
            if (isFound) predicted++;
            if (isTrue && isFound) shared++;
        }

        return (2.0 * shared / Math.Max(1, predicted + wanted), wanted, predicted);
    }
}
