namespace VividMed.Imaging.Fingerprints;

/// <summary>Which of the numbers 0 to n - 1 belong together; the smallest one stands for its set.</summary>
public sealed class DisjointSets
{
    private readonly int[] _parents;

    /// <summary>Every number by itself.</summary>
    public DisjointSets(int count) => _parents = [.. Enumerable.Range(0, count)];

    /// <summary>The smallest number of a number's set.</summary>
    public int Find(int number)
    {
        while (_parents[number] != number) number = _parents[number] = _parents[_parents[number]];
        return number;
    }

    /// <summary>Makes one set of two.</summary>
    public void Join(int one, int other)
    {
        var (a, b) = (Find(one), Find(other));
        _parents[Math.Max(a, b)] = Math.Min(a, b);
    }
}
