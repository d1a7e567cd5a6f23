namespace VividMed.Reports;

/// <summary>
/// One entry of the taxonomy: something that a report may name. Its id is lower case and free of left and right; the side is stated
/// apart. Synonyms are given in the singular: regular inflections are matched by themselves.
/// </summary>
public sealed record Target
{
    public required string Id { get; init; }

    public required FindingKind Kind { get; init; }

    /// <summary>Other names, beside the id itself.</summary>
    public IReadOnlyList<string> Synonyms { get; init; } = [];

    /// <summary>Longer phrases that contain a synonym and mean something else.</summary>
    public IReadOnlyList<string> Exclusions { get; init; } = [];

    /// <summary>Anatomy in which the name means something else: a nodule in the thyroid is no lung nodule.</summary>
    public IReadOnlyList<string> Elsewhere { get; init; } = [];

    /// <summary>Findings that are stated as a structure and its state ("heart size is increased").</summary>
    public IReadOnlyList<Composition> Compositions { get; init; } = [];

    /// <summary>Whether a left and a right one exist.</summary>
    public bool Sideable { get; init; }

    /// <summary>Whether the plural without a side means both sides (lungs, kidneys).</summary>
    public bool Paired { get; init; }

    /// <summary>The side on which the structure always lies, such as right for the middle lobe.</summary>
    public Side ImpliedSide { get; init; }

    public IReadOnlyList<string> Parents { get; init; } = [];

    /// <summary>VinDr-CXR class names that localise this target on a radiograph.</summary>
    public IReadOnlyList<string> DetectorClasses { get; init; } = [];

    /// <summary>Prompts that outline this target in CT, null where no model can.</summary>
    public SegmenterPrompts? SegmenterPrompts { get; init; }

    /// <summary>The anatomy that stands for the finding in CT where it cannot be outlined and the report names no place.</summary>
    public string? ContainerAnatomy { get; init; }

    /// <summary>The CheXpert label that this target counts for.</summary>
    public string? Chexpert14 { get; init; }

    /// <summary>The CT-RATE label that this target counts for.</summary>
    public string? CtRate18 { get; init; }

    public Plausibility? Plausibility { get; init; }
}
