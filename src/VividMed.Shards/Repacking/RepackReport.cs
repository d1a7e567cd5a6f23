namespace VividMed.Shards.Repacking;

/// <summary>What a repack did, or would do.</summary>
/// <param name="Parent">The version whose buckets they were.</param>
/// <param name="Version">The version that has them as they are now; null where nothing was written.</param>
/// <param name="Before">Buckets of the parent.</param>
/// <param name="After">Buckets now.</param>
/// <param name="Written">New ones among them.</param>
/// <param name="Studies">Studies that moved.</param>
public sealed record RepackReport(int Parent, int? Version, int Before, int After, int Written, int Studies);
