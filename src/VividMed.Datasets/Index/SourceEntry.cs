namespace VividMed.Datasets.Index;

/// <summary>What was once read of a source's file: in which state it was, and the digest of its content.</summary>
/// <param name="Path">Relative to the dataset's root, or an archive's path, <c>!</c> and its member.</param>
/// <param name="Stamp">The source's mark of the state: a modification time in ticks, an ETag, or an archive's checksum.</param>
/// <param name="Sha256">64 lower-case hex digits.</param>
public sealed record SourceEntry(string Path, long Length, string Stamp, string Sha256);
