using VividMed.Datasets;
using VividMed.Evaluation.Statistics;

namespace VividMed.Evaluation.ReaderStudy;

/// <summary>
/// How many cases show a difference with a chance of 80 in 100, and with what chance the planned study shows it. Formulas for paired
/// shares (Connor, 1987) and for the signed-rank test by its efficiency of 3/pi against the t-test, both two-sided at the level that the
/// first of four tests has under Holm; readers of one case count for less than as many cases (Kish, 1965).
/// </summary>
/// <param name="Outcome">What is compared.</param>
/// <param name="From">A catch rate, 0 to 1; of times 1.</param>
/// <param name="To">The catch rate that is to be told from it; of times the ratio.</param>
/// <param name="Readers">As planned.</param>
/// <param name="CasesNeeded">With so many readers; a multiple of a block.</param>
/// <param name="Reached">The chance, 0 to 1, with the planned cases; null where no error is planted.</param>
public sealed record ReadingPower(ReadingOutcome Outcome, double From, double To, int Readers, int? CasesNeeded, double? Reached)
{
    private const double Chance = 0.8;
    private const double Level = 0.05 / ReadingComparison.Family;
    private const double Efficiency = 3 / Math.PI;

    private static readonly double Alpha = NormalTail.Inverse(Level / 2);
    private static readonly double Beta = NormalTail.Inverse(1 - Chance);

    /// <summary>Of both outcomes.</summary>
    /// <exception cref="DatasetException"><c>bad-study-plan</c>.</exception>
    public static IReadOnlyList<ReadingPower> Of(ReadingPlan plan, ReadingAssumptions assumed) =>
        (plan.FindProblem() ?? assumed.FindProblem()) is { } problem ? throw new DatasetException("bad-study-plan", problem) : [OfCatch(plan, assumed), OfSeconds(plan, assumed)];

    private static ReadingPower OfCatch(ReadingPlan plan, ReadingAssumptions assumed)
    {
        var (from, to) = (assumed.CatchFrom, assumed.CatchTo);
        var gain = Math.Abs(to - from);
        // The arms err apart from one another: no more of the pairs differ in any other case in which reading well in one helps in the other.
        var differ = (from * (1 - to)) + (to * (1 - from));
        var spread = Math.Sqrt(differ - (gain * gain));
        var perCase = plan.Faulty * (plan.ErrorsPerCase + 1) / 2; // errors
        if (perCase == 0) return new ReadingPower(ReadingOutcome.Catch, from, to, plan.Readers, null, null);
        var worth = Worth(plan, assumed) * perCase; // independent pairs that one case stands for
        var pairs = Math.Pow(((Alpha * Math.Sqrt(differ)) + (Beta * spread)) / gain, 2);
        return new ReadingPower(
            ReadingOutcome.Catch, from, to, plan.Readers, Blocks(pairs / worth), Below(((gain * Math.Sqrt(plan.Cases * worth)) - (Alpha * Math.Sqrt(differ))) / spread));
    }

    private static ReadingPower OfSeconds(ReadingPlan plan, ReadingAssumptions assumed)
    {
        var gain = Math.Abs(Math.Log(assumed.TimeRatio)) / assumed.TimeSpread;
        var worth = Worth(plan, assumed) * Efficiency;
        var pairs = Math.Pow((Alpha + Beta) / gain, 2);
        return new ReadingPower(ReadingOutcome.Seconds, 1, assumed.TimeRatio, plan.Readers, Blocks(pairs / worth), Below((gain * Math.Sqrt(plan.Cases * worth)) - Alpha));
    }

    private static double Worth(ReadingPlan plan, ReadingAssumptions assumed) => plan.Readers / (1 + ((plan.Readers - 1) * assumed.CaseCorrelation));

    private static int Blocks(double cases) => (int)Math.Min(int.MaxValue / 2, Math.Ceiling(cases / WilliamsDesign.Block) * WilliamsDesign.Block);

    private static double Below(double z) => z >= 0 ? 1 - NormalTail.Above(z) : NormalTail.Above(-z);
}

/// <summary>What a count of cases rests on.</summary>
public sealed record ReadingAssumptions
{
    /// <summary>The catch rate with a draft, between 0 and 1.</summary>
    public double CatchFrom { get; init; } = 0.6;

    /// <summary>That with a grounded draft, another one.</summary>
    public double CatchTo { get; init; } = 0.8;

    /// <summary>How long a case takes in one arm, as a share of the other; not 1.</summary>
    public double TimeRatio { get; init; } = 0.8;

    /// <summary>The standard deviation of the natural logarithm of that ratio, over one reader's cases.</summary>
    public double TimeSpread { get; init; } = 0.5;

    /// <summary>How alike the differences of two readers are on one case, 0 to 1.</summary>
    public double CaseCorrelation { get; init; } = 0.2;

    /// <summary>What is wrong with them; null where nothing is.</summary>
    public string? FindProblem() => this switch
    {
        { CatchFrom: not (> 0 and < 1) } or { CatchTo: not (> 0 and < 1) } => "a catch rate to be shown lies between 0 and 1",
        { CatchFrom: var from, CatchTo: var to } when from == to => "two equal catch rates cannot be told apart by any study",
        { TimeRatio: 1 or (not (> 0 and < double.PositiveInfinity)) } => "a ratio of times to be shown is above 0 and not 1: no study shows that there is no difference",
        { TimeSpread: not (> 0 and < double.PositiveInfinity) } or { CaseCorrelation: not (>= 0 and <= 1) } => "a spread is above 0, and a correlation is 0 to 1",
        _ => null,
    };
}
