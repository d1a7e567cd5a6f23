namespace VividMed.Grounding.Alignment;

/// <summary>The regions of a study in the order in which phrases first name them, none of them twice.</summary>
internal sealed class RegionList
{
    private readonly Dictionary<Region, int> _known = new(RegionIdentity.Comparer);
    private readonly List<Region> _regions = [];

    public IReadOnlyList<Region> Items => _regions;

    /// <summary>The places in the list of what one phrase names.</summary>
    public IReadOnlyList<int> Add(IReadOnlyList<Region> regions)
    {
        var indices = new List<int>(regions.Count);
        foreach (var region in regions)
        {
            if (_known.TryAdd(region, _regions.Count)) _regions.Add(region);
            var index = _known[region];
            _regions[index] = Merge(_regions[index], region);
            if (!indices.Contains(index)) indices.Add(index);
        }

        return indices;
    }

    /// <summary>What one phrase makes doubtful is doubtful for every phrase: the region is the same.</summary>
    private static Region Merge(Region known, Region other)
    {
        var checks = Checks.Union(known.Checks, other.Checks);
        var grade = known.Grade > other.Grade ? known.Grade : other.Grade;
        return known with { Checks = checks, Grade = grade, Score = Math.Min(known.Score, other.Score) };
    }
}
