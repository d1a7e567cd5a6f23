namespace VividMed.Inference;

/// <summary>A file that belongs to a model: a path relative to the manifest's folder, its length and the SHA-256 of its bytes (64 lower-case hex digits).</summary>
public sealed record ModelFile(string Path, long Bytes, string Sha256);
