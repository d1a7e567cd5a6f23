namespace VividMed.Grounding;

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

    public double BoxIoU { get; set; }

    /// <summary>Phrases compared by masks, and the sum of their Dice.</summary>
    public int Masked { get; set; }

    public double MaskDice { get; set; }

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
