namespace VividMed.Shards;

/// <summary>Length in bytes and the store's ETag.</summary>
public sealed record BlobProperties(long Length, string ETag);
