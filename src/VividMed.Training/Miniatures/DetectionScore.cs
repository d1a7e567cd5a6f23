using VividMed.Imaging;

namespace VividMed.Training;

/// <summary>Counts boxes that meet a true box of their class with an IoU of at least one half, best overlap first, one to one.</summary>
internal sealed class DetectionScore(int classes)
{
    private const double Overlap = 0.5;
    private readonly int[] _hits = new int[classes];
    private readonly int[] _found = new int[classes];
    private readonly int[] _true = new int[classes];

    public void Add(IReadOnlyList<(int Label, Box Box)> found, IReadOnlyList<(int Label, Box Box)> truth)
    {
        foreach (var item in found) _found[item.Label]++;
        foreach (var item in truth) _true[item.Label]++;
        var pairs =
            from f in Enumerable.Range(0, found.Count)
            from t in Enumerable.Range(0, truth.Count)
            where found[f].Label == truth[t].Label
            let overlap = found[f].Box.IoU(truth[t].Box)
            where overlap >= Overlap
            orderby overlap descending
            select (f, t);
        var (usedFound, usedTruth) = (new HashSet<int>(), new HashSet<int>());
        foreach (var (f, t) in pairs)
        {
            if (usedFound.Contains(f) || usedTruth.Contains(t)) continue;
            usedFound.Add(f);
            usedTruth.Add(t);
            _hits[found[f].Label]++;
        }
    }

    /// <summary><c>precision</c> and <c>recall</c> over all, and <c>precision/{class}</c>, <c>recall/{class}</c> where there is something to count.</summary>
    public IReadOnlyDictionary<string, double> Metrics(IReadOnlyList<string> names)
    {
        var metrics = new SortedDictionary<string, double>(StringComparer.Ordinal);
        Set("precision", _hits.Sum(), _found.Sum());
        Set("recall", _hits.Sum(), _true.Sum());
        for (var i = 0; i < names.Count; i++)
        {
            Set($"precision/{names[i]}", _hits[i], _found[i]);
            Set($"recall/{names[i]}", _hits[i], _true[i]);
        }

        return metrics;

        void Set(string name, int part, int whole)
        {
            if (whole > 0) metrics[name] = Math.Round((double)part / whole, 4);
        }
    }
}
