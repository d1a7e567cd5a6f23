using System.Text;

namespace VividMed.Imaging.Dicom;

/// <summary>The two-letter type names of explicit encodings (PS3.5 section 6.2).</summary>
internal static class ValueRepresentation
{
    private static readonly string[] ShortLength =
    [
        "AE", "AS", "AT", "CS", "DA", "DS", "DT", "FD", "FL", "IS", "LO", "LT", "PN", "SH", "SL", "SS", "ST", "TM", "UI", "UL", "US",
    ];

    private static readonly string[] LongLength = ["OB", "OD", "OF", "OL", "OV", "OW", "SQ", "SV", "UC", "UN", "UR", "UT", "UV"];

    private static readonly Dictionary<(byte, byte), string> Names =
        ShortLength.Concat(LongLength).ToDictionary(static name => ((byte)name[0], (byte)name[1]));

    /// <summary>Two capital letters, known or not.</summary>
    public static bool IsPlausible(ReadOnlySpan<byte> bytes) =>
        bytes[0] is >= (byte)'A' and <= (byte)'Z' && bytes[1] is >= (byte)'A' and <= (byte)'Z';

    public static bool IsKnown(ReadOnlySpan<byte> bytes) => Names.ContainsKey((bytes[0], bytes[1]));

    public static string Name(ReadOnlySpan<byte> bytes) =>
        Names.GetValueOrDefault((bytes[0], bytes[1])) ?? Encoding.ASCII.GetString(bytes[..2]);

    /// <summary>
    /// True where a 16-bit length follows the name; all others, also future ones, have two reserved bytes and a 32-bit length.
    /// </summary>
    public static bool HasShortLength(string vr) => Array.BinarySearch(ShortLength, vr, StringComparer.Ordinal) >= 0;
}
