namespace VividMed.Grounding.Review;

/// <summary>What one reviewer handed in at one time.</summary>
/// <param name="Reviewer">A name or sign to tell reviewers apart; stays in the dataset's store.</param>
/// <param name="Version">The version that was looked at.</param>
/// <param name="At">When it was handed in; no part of any identity.</param>
public sealed record ReviewSubmission(string Reviewer, int Version, DateTimeOffset At, IReadOnlyList<ReviewVerdict> Verdicts)
{
    /// <summary>Answers on items with a known fault, hidden among the others: they say how well the reviewer looks, and nothing of the dataset.</summary>
    public IReadOnlyList<GoldAnswer> Gold { get; init; } = [];

    /// <summary>How the items that were looked at had been drawn, by stratum; empty where they were chosen by hand.</summary>
    public IReadOnlyList<ReviewWeight> Weights { get; init; } = [];
}

/// <summary>What was planted, and what the reviewer made of it.</summary>
public sealed record GoldAnswer(string Item, VerdictKind Planted, VerdictKind Answer)
{
    /// <summary>Whether the reviewer saw that something is wrong, whatever it was called.</summary>
    public bool IsCaught => Planted == VerdictKind.Accept ? Answer == VerdictKind.Accept : Answer != VerdictKind.Accept;
}

/// <summary>How many items of the version one looked-at item of a stratum stands for.</summary>
/// <param name="Stratum">Such as <c>cxr/pneumothorax/A/train</c>.</param>
public sealed record ReviewWeight(string Stratum, double Weight);
