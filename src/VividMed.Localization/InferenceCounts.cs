namespace VividMed.Workflows;

/// <summary>What the models were asked and what they had to do for it.</summary>
/// <param name="Answers">Results wanted: one an image and model on radiographs, one an image and prompt on volumes.</param>
/// <param name="CacheHits">Answers that were there already.</param>
/// <param name="Inferences">Images and windows that a model ran on; 0 where everything was there.</param>
public sealed record InferenceCounts(long Answers = 0, long CacheHits = 0, long Inferences = 0)
{
    /// <summary>0..1; null where nothing was asked.</summary>
    public double? HitRate() => Answers > 0 ? (double)CacheHits / Answers : null;

    /// <summary>Such as <c>120, from the cache 30 (25.0 %)</c>.</summary>
    public override string ToString() => $"{Answers}, from the cache {CacheHits}{(HitRate() is { } rate ? $" ({rate:P1})" : "")}";

    public InferenceCounts Plus(InferenceCounts other) => new(Answers + other.Answers, CacheHits + other.CacheHits, Inferences + other.Inferences);
}
