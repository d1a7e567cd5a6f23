namespace VividMed.Datasets;

/// <summary>How many studies of how many are written.</summary>
public sealed record PhantomProgress(int Done, int Total);
