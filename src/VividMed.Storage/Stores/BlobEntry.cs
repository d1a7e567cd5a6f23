namespace VividMed.Shards;

/// <summary>A blob in a list: name, length in bytes, and when it was last written by the store's clock.</summary>
public sealed record BlobEntry(string Name, long Length, DateTimeOffset Written);
