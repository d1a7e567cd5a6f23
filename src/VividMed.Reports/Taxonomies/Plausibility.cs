namespace VividMed.Reports;

/// <summary>
/// What a region of a target must look like: the anatomy it must touch (taxonomy ids) and its size as a share of the image, 0 to 1
/// (area on a radiograph, volume in CT).
/// </summary>
public sealed record Plausibility(
    IReadOnlyList<string>? Anatomy = null,
    double MinRelativeSize = 0,
    double MaxRelativeSize = 1);
