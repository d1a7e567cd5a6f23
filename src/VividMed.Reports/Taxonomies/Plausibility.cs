using System.ComponentModel;

namespace VividMed.Reports;

/// <summary>
/// What a region of a target must look like. Each rule is independent and optional: what is null is not looked at. The volume limits hold
/// for one side and for both together, so they are wide.
/// </summary>
public sealed record Plausibility
{
    [Description("Taxonomy ids of anatomy; the region must overlap one of them.")]
    public IReadOnlyList<string>? Anatomy { get; init; }

    [Description("Taxonomy ids of anatomy; the region must reach the border of one of them, as what lies in the pleura does.")]
    public IReadOnlyList<string>? Border { get; init; }

    [Description("The part of the lung that the region must reach: a free effusion lies at the base.")]
    public LungZone? Zone { get; init; }

    [Description("Smallest size as a share of the radiograph's area, 0 to 1.")]
    public double? MinRelativeSize { get; init; }

    [Description("Largest size as a share of the radiograph's area, 0 to 1.")]
    public double? MaxRelativeSize { get; init; }

    [Description("Smallest volume of a mask in CT, millilitres.")]
    public double? MinMillilitres { get; init; }

    [Description("Largest volume of a mask in CT, millilitres.")]
    public double? MaxMillilitres { get; init; }

    [Description("Smallest width of the region as a share of the thorax's inner width, 0 to 1.")]
    public double? MinCardiothoracicRatio { get; init; }

    [Description("Largest width of the region as a share of the thorax's inner width, 0 to 1.")]
    public double? MaxCardiothoracicRatio { get; init; }

    [Description("Whether the region's largest diameter must agree with the millimetres that the report states.")]
    public bool StatedSize { get; init; }
}
