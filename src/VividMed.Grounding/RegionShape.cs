namespace VividMed.Grounding;

/// <summary>How a region is given.</summary>
public enum RegionShape
{
    Box,
    Mask,
}
