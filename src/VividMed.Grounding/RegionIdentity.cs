using System.Diagnostics.CodeAnalysis;

namespace VividMed.Grounding;

/// <summary>
/// A region is known by its image, shape, label, box and mask. Score, grade and checks are what is thought of it, and make no second one.
/// </summary>
public sealed class RegionIdentity : IEqualityComparer<Region>
{
    private RegionIdentity()
    {
    }

    /// <summary>For sets and dictionaries of regions.</summary>
    public static RegionIdentity Comparer { get; } = new();

    public bool Equals(Region? x, Region? y)
    {
        if (x is null || y is null) return ReferenceEquals(x, y);
        if (x.Image != y.Image || x.Shape != y.Shape || x.Label != y.Label || x.Box != y.Box) return false;
        if (x.Mask is null || y.Mask is null) return x.Mask is null && y.Mask is null;
        return (x.Mask.Width, x.Mask.Height, x.Mask.Depth) == (y.Mask.Width, y.Mask.Height, y.Mask.Depth)
            && x.Mask.Counts.AsSpan().SequenceEqual(y.Mask.Counts);
    }

    /// <summary>Without the mask, whose box tells it apart well enough.</summary>
    public int GetHashCode([DisallowNull] Region obj) => HashCode.Combine(obj.Image, obj.Shape, obj.Label, obj.Box);
}
