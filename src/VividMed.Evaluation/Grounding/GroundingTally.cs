namespace VividMed.Evaluation.Grounding;

/// <summary>Counts of one target in one study, or sums of such counts.</summary>
public sealed class GroundingTally
{
    /// <summary>Mentions that are present now and have a true region.</summary>
    public int Mentions { get; set; }

    /// <summary>Of these, phrases that were given at least one region.</summary>
    public int Grounded { get; set; }

    /// <summary>Of these, phrases that no configured model can find; they count in no recall.</summary>
    public int Unsupported { get; set; }

    /// <summary>Regions given to phrases.</summary>
    public int Given { get; set; }

    /// <summary>Of these, regions that agree with a true one of the mention.</summary>
    public int Right { get; set; }

    /// <summary>True regions of supported mentions.</summary>
    public int Wanted { get; set; }

    /// <summary>Of these, regions that were found.</summary>
    public int Found { get; set; }

    /// <summary>Regions given to phrases of a stated side.</summary>
    public int Sided { get; set; }

    /// <summary>Of these, regions on the other side.</summary>
    public int SideErrors { get; set; }

    /// <summary>Mentions that are absent, uncertain or of an earlier examination.</summary>
    public int Negative { get; set; }

    /// <summary>Of these, phrases with a region.</summary>
    public int NegativeWithRegion { get; set; }

    /// <summary>Phrases compared by boxes, and the sum of their IoU.</summary>
    public int Boxed { get; set; }

    /// <summary>The sum of <see cref="Boxed"/> phrases' IoU, 0 to 1 each.</summary>
    public double BoxIoU { get; set; }

    /// <summary>Phrases compared by masks, and the sum of their Dice.</summary>
    public int Masked { get; set; }

    /// <summary>The sum of <see cref="Masked"/> phrases' Dice, 0 to 1 each.</summary>
    public double MaskDice { get; set; }

    /// <summary>Adds another tally to this one, which changes.</summary>
    public void Add(GroundingTally other)
    {
        Mentions += other.Mentions;
        Grounded += other.Grounded;
        Unsupported += other.Unsupported;
        Given += other.Given;
        Right += other.Right;
        Wanted += other.Wanted;
        Found += other.Found;
        Sided += other.Sided;
        SideErrors += other.SideErrors;
        Negative += other.Negative;
        NegativeWithRegion += other.NegativeWithRegion;
        Boxed += other.Boxed;
        BoxIoU += other.BoxIoU;
        Masked += other.Masked;
        MaskDice += other.MaskDice;
    }
}

/// <summary>A figure of an evaluation: its name and how it follows from counts.</summary>
public sealed record GroundingMetric(
    string Name, string Meaning, Func<GroundingTally, double> Numerator, Func<GroundingTally, double> Denominator)
{
    /// <summary>In the order in which they are printed; "side errors" and "absent with region" are better the smaller they are.</summary>
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
