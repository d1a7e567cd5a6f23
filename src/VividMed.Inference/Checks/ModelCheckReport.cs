namespace VividMed.Inference;

/// <summary>What a check of a model found.</summary>
/// <param name="LoadMilliseconds">From the manifest's digests to a session that fits them.</param>
/// <param name="MillisecondsPerItem">Of an image or window, in calls of <paramref name="BatchSize"/>, the fastest call.</param>
/// <param name="PeakBytes">The most memory that the process has taken so far, not only for this model.</param>
public sealed record ModelCheckReport(
    string Id,
    string Version,
    ModelKind Kind,
    ExecutionProvider Provider,
    string RuntimeVersion,
    double LoadMilliseconds,
    double MillisecondsPerItem,
    int BatchSize,
    long PeakBytes,
    IReadOnlyList<GoldenResult> Golden)
{
    public bool Passed => Golden.All(static result => result.Passed);
}
