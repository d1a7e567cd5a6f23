using System.ComponentModel;

namespace VividMed.Taxonomy;

/// <summary>
/// One entry of the taxonomy: something that a report may name. Its id is lower case and free of left and right; the side is stated
/// apart. Synonyms are given in the singular: regular inflections are matched by themselves.
/// </summary>
public sealed record Target
{
    /// <summary>Unique in the taxonomy, and a name that reports are searched for like every synonym.</summary>
    [Description("Lower case, free of left and right.")]
    public required string Id { get; init; }

    /// <summary>Abnormalities are asserted or denied; anatomy is only named.</summary>
    public required FindingKind Kind { get; init; }

    /// <summary>In the singular and without an article; the id where null.</summary>
    [Description("How questions and answers name it, where the id reads badly: area of increased lung density.")]
    public string? Noun { get; init; }

    /// <summary>Found in reports as where findings lie, and never a finding itself.</summary>
    [Description("Whether it only says where a finding lies, and is no finding itself: the abdomen.")]
    public bool PlaceOnly { get; init; }

    /// <summary>Matched word by word in singular and plural, whatever the case; of overlapping names the longest wins.</summary>
    [Description("Other names, beside the id itself, in the singular.")]
    public IReadOnlyList<string> Synonyms { get; init; } = [];

    /// <summary>Phrases that are matched as names are: where one stands, no shorter name within it is found.</summary>
    [Description("Longer phrases that contain a synonym and mean something else.")]
    public IReadOnlyList<string> Exclusions { get; init; } = [];

    /// <summary>Anatomy: a mention whose sentence puts it there, or in a descendant of it, is dropped.</summary>
    [Description("Anatomy (ids) in which the name means something else: a nodule in the thyroid is no lung nodule.")]
    public IReadOnlyList<string> Elsewhere { get; init; } = [];

    /// <summary>A mention that its sentence explains by one of these, or by a descendant of one, is dropped.</summary>
    [Description("Ids of targets that say what this one is where a sentence explains it by them: density increases consistent with sequelae.")]
    public IReadOnlyList<string> YieldsTo { get; init; } = [];

    /// <summary>How reports state it without any of its names.</summary>
    [Description("Findings that are stated as a structure and its state: heart size is increased.")]
    public IReadOnlyList<Composition> Compositions { get; init; } = [];

    /// <summary>Whether it has sides: where not, a place's side does not pass to the finding, and regions are not chosen by side.</summary>
    [Description("Whether a left and a right one exist.")]
    public bool Sideable { get; init; }

    /// <summary>Whether the plural alone means both sides; of anatomy, and where no word tells the side.</summary>
    [Description("Whether the plural without a side means both sides: lungs, kidneys.")]
    public bool Paired { get; init; }

    /// <summary>The side where no word tells one; none for what may lie on either.</summary>
    [Description("The side on which the structure always lies: right for the middle lobe.")]
    public Side ImpliedSide { get; init; }

    /// <summary>What <see cref="TargetTaxonomy.IsA"/> climbs, and where an outline is looked for when this target has none.</summary>
    [Description("Ids of wider targets; they stand before this one in the file.")]
    public IReadOnlyList<string> Parents { get; init; } = [];

    /// <summary>Compared without case; boxes of a class that several targets share come under the first of them in the file.</summary>
    [Description("VinDr-CXR class names that localize this target on a radiograph.")]
    public IReadOnlyList<string> DetectorClasses { get; init; } = [];

    [Description("The segmenter's names for this target in CT; null where no model outlines it.")]
    public SegmenterPrompts? SegmenterPrompts { get; init; }

    /// <summary>What stands for a finding without an outline: this, or its nearest ancestor that a model outlines.</summary>
    [Description("The anatomy (id) that stands for the finding where it cannot be outlined and the report names no place.")]
    public string? ContainerAnatomy { get; init; }

    /// <summary>One of the 14, by its published spelling; null where it counts for none.</summary>
    [Description("The CheXpert label that this target counts for.")]
    public string? Chexpert14 { get; init; }

    /// <summary>One of the 18, by its published spelling; null where it counts for none.</summary>
    [Description("The CT-RATE label that this target counts for.")]
    public string? CtRate18 { get; init; }

    /// <summary>One of the 13, by its published spelling; null where it counts for none.</summary>
    [Description("The class of the Open-I gold labels of NegBio that this target counts for.")]
    public string? OpenI13 { get; init; }

    /// <summary>Null where nothing is asked of a region's size, shape and neighbors.</summary>
    public Plausibility? Plausibility { get; init; }
}

/// <summary>
/// A finding told by a structure and its state in one clause. States make it present, Normal makes it absent, Borderline uncertain.
/// </summary>
public sealed record Composition
{
    /// <summary>Words of the report in the singular, not ids.</summary>
    public required IReadOnlyList<string> Structures { get; init; }

    /// <summary>How it is said to be there; negated, the finding is absent.</summary>
    public IReadOnlyList<string> States { get; init; } = [];

    /// <summary>How it is said not to be there; negated, nothing is stated.</summary>
    public IReadOnlyList<string> Normal { get; init; } = [];

    /// <summary>How it is said to be doubtful; negated, nothing is stated.</summary>
    public IReadOnlyList<string> Borderline { get; init; } = [];
}

/// <summary>
/// What a region of a target must look like. Each rule is independent and optional: what is null is not looked at. The volume limits hold
/// for one side and for both together, so they are wide.
/// </summary>
public sealed record Plausibility
{
    /// <summary>Where a region must lie: by half in the lung's field if the lung is all there is, else a touch is enough.</summary>
    [Description("Taxonomy ids of anatomy; the region must overlap one of them.")]
    public IReadOnlyList<string>? Anatomy { get; init; }

    /// <summary>Where given, a region must reach the border of its lung, and <see cref="Anatomy"/> asks for a touch only.</summary>
    [Description("Taxonomy ids of anatomy; the region must reach the border of one of them, as what lies in the pleura does.")]
    public IReadOnlyList<string>? Border { get; init; }

    /// <summary>Only <see cref="LungThird.Base"/> is looked at: a region must reach the base, or the back or the chest wall.</summary>
    [Description("The part of the lung that the region must reach: a free effusion lies at the base.")]
    public LungThird? Zone { get; init; }

    /// <summary>Inclusive. A smaller region is no such finding at all; of anatomy it only fails the check.</summary>
    [Description("Smallest size as a share of the radiograph's area, 0 to 1.")]
    public double? MinRelativeSize { get; init; }

    /// <summary>Inclusive. A larger region is no such finding at all; of anatomy it only fails the check.</summary>
    [Description("Largest size as a share of the radiograph's area, 0 to 1.")]
    public double? MaxRelativeSize { get; init; }

    /// <summary>Inclusive, and looked at where the spacing is known. A smaller mask is no such finding at all.</summary>
    [Description("Smallest volume of a mask in CT, milliliters.")]
    public double? MinMillilitres { get; init; }

    /// <summary>Inclusive, and looked at where the spacing is known. A larger mask is no such finding at all.</summary>
    [Description("Largest volume of a mask in CT, milliliters.")]
    public double? MaxMillilitres { get; init; }

    /// <summary>Inclusive, and raised by 0.05 on anteroposterior views, which magnify the heart.</summary>
    [Description("Smallest width of the region as a share of the thorax's inner width, 0 to 1.")]
    public double? MinCardiothoracicRatio { get; init; }

    /// <summary>Inclusive, and raised by 0.05 on anteroposterior views, which magnify the heart.</summary>
    [Description("Largest width of the region as a share of the thorax's inner width, 0 to 1.")]
    public double? MaxCardiothoracicRatio { get; init; }

    /// <summary>Whether a size in the report must be met, within a factor of 2, for readers measure in one plane.</summary>
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
    /// <summary>The name for that side; both sides together have the one without a side.</summary>
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
