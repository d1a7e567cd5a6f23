using Azure.Storage.Blobs;

namespace VividMed.Shards;

/// <summary>A container and where names begin in it: a prefix that is empty or ends in '/'.</summary>
public sealed record BlobPlace(BlobContainerClient Container, string Prefix);
