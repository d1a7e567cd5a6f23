using System.Globalization;
using System.Text;

namespace VividMed.Datasets.Index;

/// <summary>A SHA-256 as 32 bytes instead of 64 characters: the index holds one for every file of a dataset.</summary>
internal readonly record struct ContentDigest(UInt128 High, UInt128 Low)
{
    /// <summary>Null for anything but 64 lower-case hex digits.</summary>
    public static ContentDigest? TryParse(ReadOnlySpan<char> hex) =>
        hex.Length == 64 && !hex.ContainsAnyExceptInRange('0', 'f') && !hex.ContainsAnyInRange('A', 'Z')
        && UInt128.TryParse(hex[..32], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var high)
        && UInt128.TryParse(hex[32..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var low)
            ? new ContentDigest(high, low)
            : null;

    public override string ToString() => $"{High:x32}{Low:x32}";
}

/// <summary>A file in one state: 128 bits of the SHA-256 of its path, length and stamp, so that no path has to be kept.</summary>
internal static class FileState
{
    public static UInt128 Of(string path, long length, string stamp)
    {
        Span<byte> digest = stackalloc byte[32];
        System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes($"{path}\0{length}\0{stamp}"), digest);
        return System.Buffers.Binary.BinaryPrimitives.ReadUInt128LittleEndian(digest);
    }
}
