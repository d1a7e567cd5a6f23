using System.ComponentModel;

namespace VividMed.Reports;

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

    [Description("VinDr-CXR class names that localise this target on a radiograph.")]
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
