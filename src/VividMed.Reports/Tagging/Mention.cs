using VividMed.Reports.Wordings;
using VividMed.Taxonomy;

namespace VividMed.Reports.Tagging;

/// <summary>
/// A target named at tokens[Start..End] of a sentence, on its way to become a finding. Core is the part whose assertion counts.
/// </summary>
internal sealed class Mention(int start, int end, Target target)
{
    private List<TextSpan>? _modifiers;

    public int Start { get; set; } = start;

    public int End { get; } = end;

    public Target Target { get; } = target;

    public TextSpan Core { get; init; } = new(start, end);

    /// <summary>Absent for a stated normality, uncertain for a borderline state; null where the cues decide.</summary>
    public Polarity? Stated { get; init; }

    /// <summary>Denied without its name: "none in the coronary arteries".</summary>
    public bool IsElliptic { get; init; }

    public Side Side { get; set; }

    /// <summary>Both sides by a plural alone ("the lungs"): where it is, and not where it is denied.</summary>
    public bool IsSideImplied { get; set; }

    /// <summary>The token of a word among its own that repeats the side told last: "a small ipsilateral effusion".</summary>
    public int? SameSide { get; set; }

    /// <summary>Its name is said of a place that makes another finding of it, and of one that does not: "effusion in both hemithoraces and the pericardium".</summary>
    public bool KeepsName { get; set; }

    public string? Location { get; set; }

    /// <summary>Describing words and sizes, as spans of the text.</summary>
    public IReadOnlyList<TextSpan> Modifiers => _modifiers ?? (IReadOnlyList<TextSpan>)[];

    public bool IsAnatomy => Target.Kind == FindingKind.Anatomy;

    /// <summary>Its own words grade it, count it or say what has become of it: it begins a statement of its own.</summary>
    public bool IsDescribed { get; set; }

    /// <summary>A structure, a verb and its state: a sentence of its own.</summary>
    public bool IsPredicate { get; init; }

    public string? Severity { get; set; }

    public int? Count { get; set; }

    public Change? Change { get; set; }

    /// <summary>Millimeters, in the text's order.</summary>
    public List<double>? Sizes { get; private set; }

    /// <summary>Those of an earlier examination.</summary>
    public List<double>? PriorSizes { get; private set; }

    /// <summary>Named as one already spoken of: "the effusion".</summary>
    public bool IsDefinite { get; set; }

    public bool Overlaps(int start, int end) => Start < end && start < End;

    public void Measure(List<double> millimeters, bool before)
    {
        if (millimeters.Count == 0) return;
        if (before) (PriorSizes ??= []).AddRange(millimeters);
        else (Sizes ??= []).AddRange(millimeters);
    }

    /// <summary>One word for two findings ("hydropneumothorax"): what describes the one describes the other.</summary>
    public void TakeWords(Mention twin)
    {
        (Start, Side, Severity, IsDescribed, SameSide) = (twin.Start, Sides.Union(Side, twin.Side), twin.Severity, twin.IsDescribed, twin.SameSide);
        _modifiers = twin._modifiers is { } words ? [.. words] : null;
    }

    public void Describe(TextSpan words, bool first = false) => (_modifiers ??= []).Insert(first ? 0 : _modifiers.Count, words);
}

/// <summary>A describing word at tokens[Start..End].</summary>
internal readonly record struct ModifierMatch(int Start, int End, Modifier Value)
{
    public Side Side => Value.Side;
}
