namespace VividMed.Datasets;

/// <summary>A member of a zip archive as its central directory has it.</summary>
internal readonly record struct ZipMember(string Name, long HeaderOffset, long CompressedLength, uint Crc, int Method, bool Encrypted);
