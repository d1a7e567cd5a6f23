using System.Numerics;

namespace VividMed.Training.VisionLanguage.Losses;

/// <summary>
/// The cheapest one-to-one assignment of targets to predictions (what the Hungarian algorithm finds), exact over subsets: both are few.
/// </summary>
internal static class Assignment
{
    /// <summary>For each target the prediction that it gets; with more targets than predictions the last ones get -1.</summary>
    /// <param name="cost">[predictions, targets]; at most 16 predictions</param>
    public static int[] Solve(double[,] cost)
    {
        var predictions = cost.GetLength(0);
        var targets = Math.Min(cost.GetLength(1), predictions);
        var best = new double[1 << predictions];
        var last = new int[1 << predictions];
        for (var taken = 1; taken < best.Length; taken++)
        {
            best[taken] = double.PositiveInfinity;
            var target = BitOperations.PopCount((uint)taken) - 1;
            if (target >= targets) continue;
            for (var prediction = 0; prediction < predictions; prediction++)
            {
                if ((taken >> prediction & 1) == 0) continue;
                var sum = best[taken & ~(1 << prediction)] + cost[prediction, target];
                if (sum >= best[taken]) continue;
                (best[taken], last[taken]) = (sum, prediction);
            }
        }

        var assigned = Enumerable.Repeat(-1, cost.GetLength(1)).ToArray();
        if (targets == 0) return assigned;
        var set = Enumerable.Range(1, best.Length - 1)
            .Where(taken => BitOperations.PopCount((uint)taken) == targets)
            .MinBy(taken => best[taken]);
        for (var target = targets - 1; target >= 0; set &= ~(1 << last[set]), target--) assigned[target] = last[set];
        return assigned;
    }
}
