using VividMed.Taxonomy;

namespace VividMed.Reports.Assertions;

/// <summary>What the cues seen so far say of one phrase.</summary>
internal struct Verdict
{
    private bool _negated;
    private bool _doubted;
    private bool _dated;
    private bool _resolved;
    private bool _awaited;
    private bool _family;
    private bool _background;
    private bool _historyEnded;
    private bool _persists;

    /// <summary>Takes a cue that stands before the phrase; false when no cue further away can reach it.</summary>
    public bool TakeBefore(CueKind kind, bool near)
    {
        switch (kind)
        {
            case CueKind.NegatesNext: _negated = true; break;
            case CueKind.DoubtsNext or CueKind.AsksNext: _doubted |= !_negated; break;
            case CueKind.DatesNext: _dated |= near; break;
            case CueKind.EndsHistory: _historyEnded = true; break;
            case CueKind.RecallsNext: _dated |= !_historyEnded; break;
            case CueKind.ResolvesNext: _resolved |= near; break;
            case CueKind.Awaits: _awaited = true; break;
            case CueKind.Background: _background = true; break;
            case CueKind.FamilyNext: _family = _dated = true; break;
            case CueKind.Terminates or CueKind.Affirms or CueKind.Persists or CueKind.Closes or CueKind.NegatesPrevious or CueKind.Presents: return false;
        }

        return true;
    }

    /// <summary>Takes a cue that stands after the phrase; false when no cue further away can reach it.</summary>
    public bool TakeAfter(CueKind kind)
    {
        switch (kind)
        {
            case CueKind.NegatesPrevious: _negated |= !_doubted; break;
            case CueKind.DoubtsPrevious or CueKind.AsksPrevious: _doubted = true; break;
            case CueKind.DatesPrevious: _dated = true; break;
            case CueKind.ResolvesPrevious: _resolved |= !_awaited; return false;
            case CueKind.Presents: _dated |= _background; return false;
            case CueKind.Persists: _persists = true; return false;
            case CueKind.Terminates or CueKind.TerminatesAfter or CueKind.Affirms or CueKind.Closes or CueKind.NegatesNext: return false;
        }

        return true;
    }

    public void Date() => _dated = true;

    public readonly Assertion ToAssertion() => new(
        _negated || _resolved ? Polarity.Absent : _doubted ? Polarity.Uncertain : Polarity.Present,
        _dated && !_persists ? Temporality.Historical : Temporality.Current,
        _family ? Experiencer.Family : Experiencer.Patient);
}

/// <summary>What a sentence asserts of a phrase in it.</summary>
public readonly record struct Assertion(Polarity Polarity, Temporality Temporality, Experiencer Experiencer);

/// <summary>Whose condition a mention is.</summary>
public enum Experiencer
{
    Patient,
    Family,
}
