namespace VividMed.Reports.Wordings;

/// <summary>What a cue does to the phrases around it, and on which side of the cue they stand.</summary>
internal enum CueKind
{
    NegatesNext,
    NegatesPrevious,
    DoubtsNext,
    DoubtsPrevious,

    /// <summary>"The differential includes": all that the clause lists after it are readings, however each is described.</summary>
    DoubtsAll,

    /// <summary>"Versus": both sides of it are readings of one thing, and neither is settled.</summary>
    Alternates,

    /// <summary>"Likely": there, as far as can be told.</summary>
    ProbableNext,
    ProbablePrevious,

    /// <summary>"Less likely": rather not there.</summary>
    UnlikelyNext,
    UnlikelyPrevious,
    DatesNext,
    DatesPrevious,

    /// <summary>"History of": reaches over a list, where a dating word ("prior") reaches only its noun.</summary>
    RecallsNext,

    /// <summary>", with": what follows is no part of the history before it.</summary>
    EndsHistory,

    /// <summary>"In the previous examination": dates a clause that it opens or ends.</summary>
    PriorExam,
    ResolvesNext,
    ResolvesPrevious,
    AsksNext,
    AsksPrevious,

    /// <summary>"In the appropriate clinical setting": what the sentence concludes hangs on what the images do not show.</summary>
    Conditions,

    /// <summary>"Once": what is said to be gone after it is not yet.</summary>
    Awaits,
    FamilyNext,

    /// <summary>"A 60-year-old woman with": history where <see cref="Presents"/> follows.</summary>
    Background,
    Presents,

    /// <summary>"Is observed": what stands before is settled.</summary>
    Affirms,

    /// <summary>"Is again seen": what stands before is current, however long it is known.</summary>
    Persists,

    /// <summary>"Seen" before a comma: ends what was denied.</summary>
    Closes,

    /// <summary>"Consistent with": what stands before does not reach what is judged.</summary>
    Judges,

    /// <summary>"Due to": no cue reaches over it.</summary>
    Terminates,

    /// <summary>"But": a clause of its own begins.</summary>
    Parts,

    /// <summary>"Which": a clause about what stands before; between two commas what follows it goes on with the sentence.</summary>
    Relates,

    /// <summary>"That": ends what follows a phrase, not what stands before one.</summary>
    TerminatesAfter,

    /// <summary>Looks like a cue and is none ("no change").</summary>
    Nothing,
}
