namespace VividMed.Reports;

/// <summary>
/// What a region of a target must look like. Anatomy (taxonomy ids) is what it must touch, or lie in by half where
/// <paramref name="InLungField"/> is set; sizes are shares of the image's area on a radiograph, 0 to 1, and millilitres in a volume.
/// </summary>
/// <param name="Dependent">Free fluid: it reaches the base, the back or the chest wall.</param>
/// <param name="MinCardiothoracicRatio">The least width as a share of the thorax's.</param>
/// <param name="Focal">One region is one finding: a stated number and a stated size choose among several.</param>
public sealed record Plausibility(
    IReadOnlyList<string>? Anatomy = null,
    double MinRelativeSize = 0,
    double MaxRelativeSize = 1,
    double? MinMillilitres = null,
    double? MaxMillilitres = null,
    bool InLungField = false,
    bool Dependent = false,
    double? MinCardiothoracicRatio = null,
    bool Focal = false);
