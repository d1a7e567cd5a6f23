using VividMed.Reports.Wordings;
using VividMed.Taxonomy;

namespace VividMed.Reports.Assertions;

/// <summary>What the cues seen so far say of one phrase, and which of them decided.</summary>
internal struct Verdict
{
    private CueMatch? _negated;
    private CueMatch? _resolved;
    private CueMatch? _doubted;
    private CueMatch? _alternative;
    private CueMatch? _unlikely;
    private CueMatch? _probable;
    private CueMatch? _dated;
    private bool _awaited;
    private bool _family;
    private bool _background;
    private bool _historyEnded;
    private bool _persists;

    /// <summary>Takes a cue that stands before the phrase; false when no cue further away can reach it.</summary>
    public bool TakeBefore(CueMatch cue, bool near)
    {
        switch (cue.Kind)
        {
            case CueKind.NegatesNext: _negated ??= cue; break;
            case CueKind.DoubtsNext or CueKind.DoubtsAll or CueKind.AsksNext when _negated is null: _doubted ??= cue; break;
            case CueKind.Alternates when _negated is null: _alternative ??= cue; break;
            case CueKind.ProbableNext: _probable ??= cue; break;
            case CueKind.UnlikelyNext: _unlikely ??= cue; break;
            case CueKind.DatesNext when near: _dated ??= cue; break;
            case CueKind.EndsHistory: _historyEnded = true; break;
            case CueKind.RecallsNext when !_historyEnded: _dated ??= cue; break;
            case CueKind.ResolvesNext when near: _resolved ??= cue; break;
            case CueKind.Awaits: _awaited = true; break;
            case CueKind.Background: _background = true; break;
            case CueKind.FamilyNext: (_family, _dated) = (true, cue); break;
            case CueKind.Terminates or CueKind.Parts or CueKind.Judges or CueKind.Relates or CueKind.Affirms or CueKind.Persists or CueKind.Closes or CueKind.NegatesPrevious or CueKind.Presents: return false;
        }

        return true;
    }

    /// <summary>Takes a cue that stands after the phrase; false when no cue further away can reach it.</summary>
    public bool TakeAfter(CueMatch cue)
    {
        switch (cue.Kind)
        {
            case CueKind.NegatesPrevious when _doubted is null: _negated ??= cue; break;
            case CueKind.DoubtsPrevious or CueKind.AsksPrevious: _doubted ??= cue; break;
            case CueKind.Alternates: _alternative ??= cue; break;
            case CueKind.ProbablePrevious: _probable ??= cue; break;
            case CueKind.UnlikelyPrevious: _unlikely ??= cue; break;
            case CueKind.DatesPrevious: _dated ??= cue; break;
            case CueKind.ResolvesPrevious: _resolved ??= _awaited ? null : cue; return false;
            case CueKind.Presents: _dated ??= _background ? cue : null; return false;
            case CueKind.Persists: _persists = true; return false;
            case CueKind.Terminates or CueKind.TerminatesAfter or CueKind.Relates or CueKind.Parts or CueKind.Judges or CueKind.Affirms or CueKind.Closes or CueKind.NegatesNext: return false;
        }

        return true;
    }

    public void Doubt(CueMatch cue) => _doubted ??= cue;

    public void Date() => _dated ??= default(CueMatch);

    public readonly Assertion ToAssertion()
    {
        var certainty = Certainty();
        return new(
            PolarityOf(certainty),
            _dated is not null && !_persists ? Temporality.Historical : Temporality.Current,
            _family ? Experiencer.Family : Experiencer.Patient,
            certainty)
        {
            Cue = (_negated ?? _resolved ?? _unlikely ?? _doubted ?? _alternative ?? _probable ?? _dated) is { End: > 0 } cue ? cue : null,
            IsResolved = _resolved is not null || (_negated is { Kind: CueKind.NegatesPrevious } && _dated is not null),
            IsAlternative = certainty == Taxonomy.Certainty.Uncertain && _doubted is null,
        };
    }

    /// <summary>What is rather not there is denied; what is likely there is stated.</summary>
    public static Polarity PolarityOf(Certainty certainty) => certainty switch
    {
        Taxonomy.Certainty.Definite or Taxonomy.Certainty.Probable => Polarity.Present,
        Taxonomy.Certainty.Uncertain => Polarity.Uncertain,
        _ => Polarity.Absent,
    };

    private readonly Certainty Certainty() =>
        _negated is not null || _resolved is not null ? Taxonomy.Certainty.Absent
        : _unlikely is not null ? Taxonomy.Certainty.Unlikely
        : (_doubted ?? _alternative) is not null ? Taxonomy.Certainty.Uncertain
        : _probable is not null ? Taxonomy.Certainty.Probable
        : Taxonomy.Certainty.Definite;
}

/// <summary>What a sentence asserts of a phrase in it. <see cref="Polarity"/> is the short form of <paramref name="Certainty"/>.</summary>
public readonly record struct Assertion(Polarity Polarity, Temporality Temporality, Experiencer Experiencer, Certainty Certainty = default)
{
    /// <summary>One of several readings of something that is seen.</summary>
    public bool IsAlternative { get; init; }

    /// <summary>The cue that decided; none for a plain statement.</summary>
    internal CueMatch? Cue { get; init; }

    /// <summary>Absent because it is gone.</summary>
    internal bool IsResolved { get; init; }
}

/// <summary>Whose condition a mention is.</summary>
public enum Experiencer
{
    Patient,
    Family,
}
