namespace VividMed.Reports;

/// <summary>What a cue does to the phrases around it, and on which side of the cue they stand.</summary>
internal enum CueKind
{
    NegatesNext,
    NegatesPrevious,
    DoubtsNext,
    DoubtsPrevious,
    DatesNext,
    DatesPrevious,

    /// <summary>"history of": reaches over a list, where a dating word ("prior") reaches only its noun.</summary>
    RecallsNext,
    ResolvesNext,
    ResolvesPrevious,
    AsksNext,
    AsksPrevious,
    FamilyNext,

    /// <summary>"is observed": what stands before is settled.</summary>
    Affirms,

    /// <summary>"but": no cue reaches over it.</summary>
    Terminates,

    /// <summary>Looks like a cue and is none ("no change").</summary>
    Nothing,
}
