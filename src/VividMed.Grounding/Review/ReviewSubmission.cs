using System.Text.Json.Serialization;

namespace VividMed.Grounding.Review;

/// <summary>What one reviewer handed in at one time.</summary>
/// <param name="Reviewer">A name or sign to tell reviewers apart; stays in the dataset's store.</param>
/// <param name="Version">The version that was looked at.</param>
/// <param name="At">When it was handed in; no part of any identity.</param>
public sealed record ReviewSubmission(string Reviewer, int Version, DateTimeOffset At, IReadOnlyList<ReviewVerdict> Verdicts)
{
    /// <summary>Answers on items with a known fault, hidden among the others: they say how well the reviewer looks, and nothing of the dataset.</summary>
    public IReadOnlyList<GoldAnswer> Gold { get; init; } = [];
}

/// <summary>What a reviewer made of an item with a planted fault.</summary>
public sealed record GoldAnswer(string Item, VerdictKind Answer)
{
    /// <summary>Whether the reviewer saw that something is wrong, whatever it was called.</summary>
    [JsonIgnore]
    public bool IsCaught => Answer != VerdictKind.Accept;
}
