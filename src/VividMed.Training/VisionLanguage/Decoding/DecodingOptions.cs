namespace VividMed.Training.VisionLanguage.Decoding;

/// <summary>How texts are decoded: the most probable word each time, nothing drawn at random.</summary>
public sealed record DecodingOptions
{
    /// <summary>
    /// Subtracted from the logit of the sign that opens a phrase. 0 for models of this house, whose training weighs the sign as any other word;
    /// the logarithm of 5 for a model that was taught with VividMed's weight of 5, which makes the sign 5 times as likely as it is.
    /// </summary>
    public double OpeningCorrection { get; init; }

    /// <summary>Most tokens of prompt and answer together; never more than the longest sequence that the network knows.</summary>
    public int MostTokens { get; init; } = 512;
}
