using VividMed.Inference;
using VividMed.Reports;

namespace VividMed.Workflows;

/// <summary>Between the report's word for a side and the model's.</summary>
internal static class Sides
{
    public static Side From(Laterality laterality) => laterality switch
    {
        Laterality.Left => Side.Left,
        Laterality.Right => Side.Right,
        _ => Side.None,
    };

    /// <summary>The prompts that a side asks for: both sides are two prompts.</summary>
    public static IReadOnlyList<Laterality> Expand(Side side) => side switch
    {
        Side.Left => [Laterality.Left],
        Side.Right => [Laterality.Right],
        Side.Both => [Laterality.Left, Laterality.Right],
        _ => [Laterality.None],
    };
}
