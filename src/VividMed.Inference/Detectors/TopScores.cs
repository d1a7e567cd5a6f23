namespace VividMed.Inference.Detectors;

/// <summary>The best of many scores.</summary>
internal static class TopScores
{
    /// <summary>
    /// Indices of the highest scores, best first; equal ones in rising order, so that a result does not depend on how a sort treats ties.
    /// </summary>
    public static int[] Of(ReadOnlySpan<float> scores, int count)
    {
        // A heap of the best so far, worst on top: a DETR has thousands of pairs and wants a few hundred.
        var best = new PriorityQueue<int, (float Score, int Index)>(Worst.First);
        for (var i = 0; i < scores.Length; i++)
        {
            if (best.Count < count) best.Enqueue(i, (scores[i], i));
            else best.EnqueueDequeue(i, (scores[i], i));
        }

        var order = new int[best.Count];
        for (var i = order.Length - 1; i >= 0; i--) order[i] = best.Dequeue();
        return order;
    }

    private sealed class Worst : IComparer<(float Score, int Index)>
    {
        public static readonly Worst First = new();

        /// <summary>What is no number is worse than any.</summary>
        public int Compare((float Score, int Index) x, (float Score, int Index) y)
        {
            var byScore = x.Score.CompareTo(y.Score);
            return byScore != 0 ? byScore : y.Index.CompareTo(x.Index);
        }
    }
}
