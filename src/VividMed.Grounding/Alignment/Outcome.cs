namespace VividMed.Grounding;

/// <summary>What the alignment found for one phrase: regions, or the reason why there are none.</summary>
internal sealed record Outcome(IReadOnlyList<Region> Regions, IReadOnlyList<string> Keys, string? Reason)
{
    public static Outcome Ungrounded(string reason) => new([], [], reason);
}
