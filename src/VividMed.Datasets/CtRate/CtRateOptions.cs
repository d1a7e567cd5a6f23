namespace VividMed.Datasets;

/// <summary>How CT-RATE is read.</summary>
public sealed record CtRateOptions
{
    /// <summary>Let every reconstruction of a scan take part instead of the first one that exists.</summary>
    public bool AllReconstructions { get; init; }
}
