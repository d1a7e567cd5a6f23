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

    public Side Side { get; set; }

    public string? Location { get; set; }

    /// <summary>Describing words and sizes, as spans of the text.</summary>
    public IReadOnlyList<TextSpan> Modifiers => _modifiers ?? (IReadOnlyList<TextSpan>)[];

    public bool IsAnatomy => Target.Kind == FindingKind.Anatomy;

    public bool Overlaps(int start, int end) => Start < end && start < End;

    public void Describe(TextSpan words, bool first = false) => (_modifiers ??= []).Insert(first ? 0 : _modifiers.Count, words);
}

/// <summary>A describing word; Side is None for one that tells no side.</summary>
internal readonly record struct Modifier(Side Side);

/// <summary>A describing word at tokens[Start..End].</summary>
internal readonly record struct ModifierMatch(int Start, int End, Side Side);
