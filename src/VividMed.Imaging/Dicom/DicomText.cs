using System.Buffers;
using System.Collections.Frozen;
using System.Text;

namespace VividMed.Imaging.Dicom;

/// <summary>
/// The character sets of DICOM text (PS3.3 C.12.1.1.2, PS3.5 section 6.1): single-byte sets, UTF-8, GB18030 and GBK, and the sets that
/// ISO 2022 escape sequences switch between (Japanese, Korean and simplified Chinese among them). JIS X 0212 is not known. Bytes that
/// mean nothing come out as replacement characters, never as an error.
/// </summary>
internal sealed class DicomText
{
    private const byte Escape = 0x1B;

    private static readonly SearchValues<byte> Delimiters = SearchValues.Create([Escape, (byte)'\\', (byte)'^', (byte)'=', (byte)'\r', (byte)'\n']);

    private static readonly FrozenDictionary<string, int> CodePages = new Dictionary<string, int>
    {
        ["ISO_IR 6"] = 28591, ["ISO_IR 100"] = 28591, ["ISO_IR 101"] = 28592, ["ISO_IR 109"] = 28593, ["ISO_IR 110"] = 28594, ["ISO_IR 144"] = 28595,
        ["ISO_IR 127"] = 28596, ["ISO_IR 126"] = 28597, ["ISO_IR 138"] = 28598, ["ISO_IR 148"] = 28599, ["ISO_IR 203"] = 28605, ["ISO_IR 13"] = 932,
        ["ISO_IR 166"] = 874, ["ISO_IR 192"] = 65001, ["GB18030"] = 54936, ["GBK"] = 936, ["ISO_IR 149"] = 949, ["ISO_IR 58"] = 936,
    }.ToFrozenDictionary();

    /// <summary>Escape sequences without their first byte. JIS X 0208 is 7-bit: with the high bits set it is EUC-JP.</summary>
    private static readonly FrozenDictionary<string, (int CodePage, bool SevenBit)> Escapes = new Dictionary<string, (int, bool)>
    {
        ["(B"] = (28591, false), ["-A"] = (28591, false), ["-B"] = (28592, false), ["-C"] = (28593, false), ["-D"] = (28594, false), ["-L"] = (28595, false),
        ["-G"] = (28596, false), ["-F"] = (28597, false), ["-H"] = (28598, false), ["-M"] = (28599, false), ["-b"] = (28605, false), ["-T"] = (874, false),
        ["(J"] = (932, false), [")I"] = (932, false), ["$B"] = (51932, true), ["$@"] = (51932, true), ["$)C"] = (949, false), ["$)A"] = (936, false),
    }.ToFrozenDictionary();

    private readonly Encoding _initial;
    private readonly bool _switches;

    private DicomText(Encoding initial, bool switches) => (_initial, _switches) = (initial, switches);

    /// <summary>What holds where nothing is declared: ASCII, of which Latin-1 is the usual violation.</summary>
    public static DicomText Default { get; } = new(Encoding.Latin1, switches: true);

    /// <param name="declared">The value of Specific Character Set; an empty first value means ASCII.</param>
    public static DicomText Of(string declared)
    {
        var terms = declared.Split('\\', StringSplitOptions.TrimEntries);
        var term = terms[0].Replace("ISO 2022 IR", "ISO_IR", StringComparison.Ordinal);
        return new(PageOf(CodePages.GetValueOrDefault(term, 28591)), term is not ("ISO_IR 192" or "GB18030" or "GBK"));
    }

    public string Decode(ReadOnlySpan<byte> bytes)
    {
        if (!_switches || !bytes.Contains(Escape)) return _initial.GetString(bytes);
        var text = new StringBuilder();
        var (encoding, sevenBit) = (_initial, false);
        for (var at = 0; at < bytes.Length;)
        {
            // Within a 7-bit set delimiters are halves of characters: only an escape sequence ends it.
            var rest = bytes[at..];
            var run = sevenBit ? rest.IndexOf(Escape) : rest.IndexOfAny(Delimiters);
            if (run < 0) run = rest.Length;
            text.Append(sevenBit ? DecodeSevenBit(encoding, rest[..run]) : encoding.GetString(rest[..run]));
            at += run + 1;
            if (run == rest.Length) break;
            if (rest[run] == Escape)
            {
                if (!TryFind(rest[(run + 1)..], out var found, out var length)) continue;
                (encoding, sevenBit) = (PageOf(found.CodePage), found.SevenBit);
                at += length;
            }
            else
            {
                // A delimiter ends what an escape sequence has chosen.
                text.Append((char)rest[run]);
                (encoding, sevenBit) = (_initial, false);
            }
        }

        return text.ToString();
    }

    private static bool TryFind(ReadOnlySpan<byte> rest, out (int CodePage, bool SevenBit) found, out int length)
    {
        for (length = 2; length <= Math.Min(3, rest.Length); length++)
        {
            if (Escapes.TryGetValue(Encoding.Latin1.GetString(rest[..length]), out found)) return true;
        }

        found = default;
        return false;
    }

    private static string DecodeSevenBit(Encoding encoding, ReadOnlySpan<byte> bytes)
    {
        var raised = bytes.ToArray();
        for (var i = 0; i < raised.Length; i++) raised[i] |= 0x80;
        return encoding.GetString(raised);
    }

    private static Encoding PageOf(int codePage) => CodePagesEncodingProvider.Instance.GetEncoding(codePage) ?? Encoding.GetEncoding(codePage);
}
