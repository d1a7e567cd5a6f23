namespace VividMed.Evaluation.Review;

/// <summary>How a sample for review is drawn.</summary>
public sealed record ReviewPlan
{
    /// <summary>Items without those with a planted fault.</summary>
    public int Size { get; init; } = 200;

    /// <summary>The share of <see cref="Size"/>, 0 to 1, for phrases without a region.</summary>
    public double Ungrounded { get; init; } = 0.3;

    /// <summary>How much more often than others an item is drawn that there is reason to doubt.</summary>
    public double DoubtFactor { get; init; } = 3;

    /// <summary>Items with a planted fault.</summary>
    public int Gold { get; init; }

    public int Seed { get; init; } = 1;
}
