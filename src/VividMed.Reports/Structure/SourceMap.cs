namespace VividMed.Reports.Structure;

/// <summary>
/// Where spans of a normalized text lie in the text as it was given. Both differ in white space only, so the n-th other character of one
/// is the n-th of the other.
/// </summary>
public sealed class SourceMap
{
    private readonly string _source;
    private readonly int[] _at;

    /// <exception cref="ReportException"><c>bad-phrase</c>: the texts are not the same apart from white space.</exception>
    public SourceMap(string source, string normalized)
    {
        _source = source;
        _at = new int[normalized.Length];
        var at = 0;
        for (var i = 0; i < normalized.Length; i++)
        {
            if (char.IsWhiteSpace(normalized[i])) continue;
            while (at < source.Length && char.IsWhiteSpace(source[at])) at++;
            if (at >= source.Length || source[at] != normalized[i]) throw Different();
            _at[i] = at++;
        }

        if (!source.AsSpan(at).IsWhiteSpace()) throw Different();
    }

    /// <summary>The source's span of a normalized text's span that begins and ends with a character other than white space.</summary>
    public TextSpan Locate(int start, int end) => new(_at[start], _at[end - 1] + 1);

    /// <summary>The source's characters within a span of the source.</summary>
    public string Text(TextSpan span) => _source[span.Start..span.End];

    private static ReportException Different() => new("bad-phrase", "The texts differ in more than white space.");
}
