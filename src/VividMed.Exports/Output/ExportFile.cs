namespace VividMed.Exports.Output;

/// <summary>
/// A file of an export, or a folder of pictures (its name ends with '/'): the digest of its bytes, of a folder that of the names and digests
/// in it, and how many bytes. Files is how many a folder holds, Records how many lines, rows or samples a file has, where it has such.
/// </summary>
public sealed record ExportFile(string Name, string Sha256, long Bytes, int Files = 1, long? Records = null);
