namespace VividMed.Evaluation.ReaderStudy;

/// <summary>How a simulated reader reads. As it stands no arm differs from another.</summary>
public sealed record SimulatedHabits
{
    /// <summary>The chance, between 0 and 1, that an average reader catches an error in an average draft.</summary>
    public double CatchDraft { get; init; } = 0.6;

    public double CatchGrounded { get; init; } = 0.6;

    /// <summary>Seconds that an average reader takes for an average case.</summary>
    public double SecondsNone { get; init; } = 90;

    public double SecondsDraft { get; init; } = 90;

    public double SecondsGrounded { get; init; } = 90;

    /// <summary>The chance that words that are right are taken away, in each draft.</summary>
    public double Alarms { get; init; } = 0.05;

    /// <summary>The chance that a finding is not reported where there is no draft.</summary>
    public double Missed { get; init; } = 0.1;

    /// <summary>Standard deviation of the logarithm of a time within one reader's readings of one case.</summary>
    public double TimeSpread { get; init; } = 0.3;

    /// <summary>Standard deviation over readers, of logarithms of times and of log odds of a catch.</summary>
    public double ReaderSpread { get; init; } = 0.3;

    /// <summary>Standard deviation over cases, of both.</summary>
    public double CaseSpread { get; init; } = 0.4;

    /// <summary>How much faster each period is read than the one before, as a ratio of times.</summary>
    public double Practice { get; init; } = 0.95;

    internal double Catch(ReadingArm arm) => arm == ReadingArm.Grounded ? CatchGrounded : CatchDraft;

    internal double Seconds(ReadingArm arm) => arm switch
    {
        ReadingArm.None => SecondsNone,
        ReadingArm.Draft => SecondsDraft,
        _ => SecondsGrounded,
    };
}
