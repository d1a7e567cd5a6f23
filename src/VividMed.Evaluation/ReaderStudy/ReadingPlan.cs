namespace VividMed.Evaluation.ReaderStudy;

/// <summary>What is asked of a reader study.</summary>
public sealed record ReadingPlan
{
    /// <summary>Cases, of one patient each. A multiple of <see cref="WilliamsDesign.Block"/>: then each reader reads as many in each order of the arms.</summary>
    public int Cases { get; init; } = 36;

    /// <summary>Readers. With a multiple of three each case is read in each arm equally often in each period.</summary>
    public int Readers { get; init; } = 3;

    /// <summary>The share of cases, 0 to 1, whose draft has planted errors.</summary>
    public double Faulty { get; init; } = 0.5;

    /// <summary>The most errors in a draft; one to so many are planted.</summary>
    public int ErrorsPerCase { get; init; } = 1;

    /// <summary>Days between two periods, in which a case is to be forgotten.</summary>
    public int WashoutDays { get; init; } = 28;

    public int Seed { get; init; } = 1;

    /// <summary>What is wrong with the plan; null where nothing is.</summary>
    public string? FindProblem() => this switch
    {
        { Cases: var cases } when cases < WilliamsDesign.Block || cases % WilliamsDesign.Block != 0 =>
            $"{cases} cases cannot be shared evenly: take a multiple of {WilliamsDesign.Block}",
        { Readers: < 2 } => "one reader alone says nothing of readers: take two or more",
        { Faulty: not (>= 0 and <= 1) } => "the share of cases with an error is 0 to 1",
        { ErrorsPerCase: < 1 } => "a draft with errors has one or more",
        { WashoutDays: < 0 } => "days between periods are 0 or more",
        _ => null,
    };
}
