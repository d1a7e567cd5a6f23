namespace VividMed.Grounding;

/// <summary>A figure of an evaluation: its name and how it follows from counts.</summary>
public sealed record GroundingMetric(string Name, string Meaning, Func<GroundingTally, double> Numerator, Func<GroundingTally, double> Denominator)
{
    public static IReadOnlyList<GroundingMetric> All { get; } =
    [
        new("precision", "regions given that agree with the truth", static tally => tally.Right, static tally => tally.Given),
        new("recall", "true regions of mentioned, supported findings that were found", static tally => tally.Found, static tally => tally.Wanted),
        new("grounded", "mentions with a true region that were given one", static tally => tally.Grounded, static tally => tally.Mentions),
        new("box IoU", "mean overlap of grounded phrases with boxes", static tally => tally.BoxIoU, static tally => tally.Boxed),
        new("mask Dice", "mean overlap of grounded phrases with masks", static tally => tally.MaskDice, static tally => tally.Masked),
        new("side errors", "regions of sided phrases on the other side", static tally => tally.SideErrors, static tally => tally.Sided),
        new("absent with region", "absent, uncertain or past mentions that were given a region", static tally => tally.NegativeWithRegion, static tally => tally.Negative),
    ];

    /// <summary>The figure; null where nothing was counted.</summary>
    public double? Of(GroundingTally tally) => Denominator(tally) is > 0 and var whole ? Numerator(tally) / whole : null;
}
