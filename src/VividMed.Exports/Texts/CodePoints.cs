namespace VividMed.Exports.Texts;

/// <summary>Turns offsets in UTF-16 code units, as records have them, into code points, as Python counts.</summary>
internal sealed class CodePoints(string text)
{
    private readonly bool _plain = !text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF');

    /// <exception cref="ExportException"><c>bad-offsets</c>: outside of the text, or within a character.</exception>
    public int At(int offset)
    {
        if (offset < 0 || offset > text.Length || (offset > 0 && offset < text.Length && char.IsSurrogatePair(text[offset - 1], text[offset])))
        {
            throw new ExportException("bad-offsets", "an offset lies outside of the report, or within a character of it; run the study anew");
        }

        if (_plain) return offset;
        var pairs = 0;
        foreach (var unit in text.AsSpan(0, offset))
        {
            if (char.IsLowSurrogate(unit)) pairs++;
        }

        return offset - pairs;
    }
}
