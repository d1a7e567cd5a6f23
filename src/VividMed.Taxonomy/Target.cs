using System.ComponentModel;

namespace VividMed.Taxonomy;

/// <summary>
/// One entry of the taxonomy: something that a report may name. Its id is lower case and free of left and right; the side is stated
/// apart. Synonyms are given in the singular: regular inflections are matched by themselves.
/// </summary>
public sealed record Target
{
    [Description("Lower case, free of left and right.")]
    public required string Id { get; init; }

    public required FindingKind Kind { get; init; }

    [Description("Whether it only says where a finding lies, and is no finding itself: the abdomen.")]
    public bool PlaceOnly { get; init; }

    [Description("Other names, beside the id itself, in the singular.")]
    public IReadOnlyList<string> Synonyms { get; init; } = [];

    [Description("Longer phrases that contain a synonym and mean something else.")]
    public IReadOnlyList<string> Exclusions { get; init; } = [];

    [Description("Anatomy (ids) in which the name means something else: a nodule in the thyroid is no lung nodule.")]
    public IReadOnlyList<string> Elsewhere { get; init; } = [];

    [Description("Ids of targets that say what this one is where a sentence explains it by them: density increases consistent with sequelae.")]
    public IReadOnlyList<string> YieldsTo { get; init; } = [];

    [Description("Findings that are stated as a structure and its state: heart size is increased.")]
    public IReadOnlyList<Composition> Compositions { get; init; } = [];

    [Description("Whether a left and a right one exist.")]
    public bool Sideable { get; init; }

    [Description("Whether the plural without a side means both sides: lungs, kidneys.")]
    public bool Paired { get; init; }

    [Description("The side on which the structure always lies: right for the middle lobe.")]
    public Side ImpliedSide { get; init; }

    [Description("Ids of wider targets; they stand before this one in the file.")]
    public IReadOnlyList<string> Parents { get; init; } = [];

    [Description("VinDr-CXR class names that localize this target on a radiograph.")]
    public IReadOnlyList<string> DetectorClasses { get; init; } = [];

    [Description("The segmenter's names for this target in CT; null where no model outlines it.")]
    public SegmenterPrompts? SegmenterPrompts { get; init; }

    [Description("The anatomy (id) that stands for the finding where it cannot be outlined and the report names no place.")]
    public string? ContainerAnatomy { get; init; }

    [Description("The CheXpert label that this target counts for.")]
    public string? Chexpert14 { get; init; }

    [Description("The CT-RATE label that this target counts for.")]
    public string? CtRate18 { get; init; }

    [Description("The class of the Open-I gold labels of NegBio that this target counts for.")]
    public string? OpenI13 { get; init; }

    public Plausibility? Plausibility { get; init; }
}

/// <summary>
/// A finding told by a structure and its state in one clause. States make it present, Normal makes it absent, Borderline uncertain.
/// </summary>
public sealed record Composition
{
    public required IReadOnlyList<string> Structures { get; init; }

    public IReadOnlyList<string> States { get; init; } = [];

    public IReadOnlyList<string> Normal { get; init; } = [];

    public IReadOnlyList<string> Borderline { get; init; } = [];
}

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
    public LungThird? Zone { get; init; }

    [Description("Smallest size as a share of the radiograph's area, 0 to 1.")]
    public double? MinRelativeSize { get; init; }

    [Description("Largest size as a share of the radiograph's area, 0 to 1.")]
    public double? MaxRelativeSize { get; init; }

    [Description("Smallest volume of a mask in CT, milliliters.")]
    public double? MinMillilitres { get; init; }

    [Description("Largest volume of a mask in CT, milliliters.")]
    public double? MaxMillilitres { get; init; }

    [Description("Smallest width of the region as a share of the thorax's inner width, 0 to 1.")]
    public double? MinCardiothoracicRatio { get; init; }

    [Description("Largest width of the region as a share of the thorax's inner width, 0 to 1.")]
    public double? MaxCardiothoracicRatio { get; init; }

    [Description("Whether the region's largest diameter must agree with the millimeters that the report states.")]
    public bool StatedSize { get; init; }
}

/// <summary>A third of the lung's height.</summary>
public enum LungThird
{
    Apex,
    Middle,
    Base,
}

/// <summary>The segmenter's own names for a target, by side; null where it has none.</summary>
public sealed record SegmenterPrompts(string? None = null, string? Left = null, string? Right = null)
{
    public string? For(Side side) => side switch
    {
        Side.Left => Left,
        Side.Right => Right,
        _ => None,
    };
}

/// <summary>A target on a side; None where the side does not matter or is unknown.</summary>
public readonly record struct SidedTarget(Target Target, Side Side);

/// <summary>What a finding names.</summary>
public enum FindingKind
{
    Anatomy,
    Abnormality,
}
