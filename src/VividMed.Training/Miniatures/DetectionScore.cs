using VividMed.Imaging.Geometry;

namespace VividMed.Training.Miniatures;

/// <summary>
/// Matches found boxes with true ones of their class at an IoU of at least one half, best score first and one to one, and counts what
/// holds above every score: the average precision, and precision and recall where the model is used.
/// </summary>
internal sealed class DetectionScore(IReadOnlyList<string> classes)
{
    private const double Overlap = 0.5;
    private readonly List<(double Score, bool Hit)>[] _found = [.. classes.Select(static _ => new List<(double, bool)>())];
    private readonly int[] _true = new int[classes.Count];

    /// <param name="found">The boxes of one image down to a score near 0.</param>
    /// <param name="truth">What the image shows.</param>
    public void Add(IReadOnlyList<(int Label, Box Box, double Score)> found, IReadOnlyList<(int Label, Box Box)> truth)
    {
        foreach (var (label, _) in truth) _true[label]++;
        var used = new HashSet<int>();
        foreach (var (label, box, score) in found.OrderByDescending(static item => item.Score))
        {
            var best = Enumerable.Range(0, truth.Count)
                .Where(at => truth[at].Label == label && !used.Contains(at))
                .Select(at => (At: at, Overlap: box.IoU(truth[at].Box)))
                .DefaultIfEmpty((-1, 0))
                .MaxBy(static candidate => candidate.Item2);
            var hit = best.Item2 >= Overlap;
            if (hit) used.Add(best.Item1);
            _found[label].Add((score, hit));
        }
    }

    /// <summary>
    /// <c>ap50</c> (mean over the classes that the images show), and over all boxes <c>precision</c> and <c>recall</c>; each also by class,
    /// such as <c>ap50/Nodule/Mass</c>, with <c>count/...</c>.
    /// </summary>
    /// <param name="threshold">The score from which a box of a class counts for precision and recall.</param>
    public IReadOnlyDictionary<string, double> Metrics(Func<int, double> threshold)
    {
        var metrics = new SortedDictionary<string, double>(StringComparer.Ordinal);
        var (hits, boxes, precisions) = (0, 0, new List<double>());
        for (var i = 0; i < classes.Count; i++)
        {
            var used = _found[i].Where(item => item.Score >= threshold(i)).ToList();
            var hit = used.Count(static item => item.Hit);
            (hits, boxes) = (hits + hit, boxes + used.Count);
            Set($"precision/{classes[i]}", hit, used.Count);
            Set($"recall/{classes[i]}", hit, _true[i]);
            if (_true[i] == 0) continue;
            precisions.Add(AveragePrecision(_found[i], _true[i]));
            metrics[$"ap50/{classes[i]}"] = Math.Round(precisions[^1], 4);
            metrics[$"count/{classes[i]}"] = _true[i];
        }

        Set("precision", hits, boxes);
        Set("recall", hits, _true.Sum());
        if (precisions.Count > 0) metrics["ap50"] = Math.Round(precisions.Average(), 4);
        return metrics;

        void Set(string name, int part, int whole)
        {
            if (whole > 0) metrics[name] = Math.Round((double)part / whole, 4);
        }
    }

    /// <summary>The area under precision over recall, each precision being the best at that recall or beyond (Pascal VOC 2010).</summary>
    private static double AveragePrecision(IEnumerable<(double Score, bool Hit)> found, int truth)
    {
        var precisions = new List<double>();
        var (hits, seen) = (0, 0);
        foreach (var (_, hit) in found.OrderByDescending(static item => item.Score))
        {
            seen++;
            if (hit) precisions.Add((double)++hits / seen);
        }

        for (var i = precisions.Count - 2; i >= 0; i--) precisions[i] = Math.Max(precisions[i], precisions[i + 1]);
        return precisions.Sum() / truth;
    }
}
