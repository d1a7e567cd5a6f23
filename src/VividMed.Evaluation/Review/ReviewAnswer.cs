using VividMed.Grounding.Review;

namespace VividMed.Evaluation.Review;

/// <summary>What a reviewer hands in on one item of a sheet.</summary>
public sealed record ReviewAnswer(string Item, VerdictKind Kind)
{
    public ReviewCorrection? Correction { get; init; }
}
