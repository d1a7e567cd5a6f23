using System.Globalization;
using VividMed.Reports.Language;
using VividMed.Reports.Tagging;

namespace VividMed.Reports.Frames;

/// <summary>
/// Gives measurements ("5 mm", "12x10 mm", "from 5 to 8 mm") to the nearest finding of their clause, as sizes of now or of an earlier
/// examination. A measure of how far something lies from something else is no size.
/// </summary>
internal sealed class SizeReader(TermLexicon lexicon)
{
    private const int Reach = 12;
    private const int ReachOfTime = 4;
    private const double Largest = 600;

    public void Read(Workspace work)
    {
        var tokens = work.Tokens;
        for (var at = 0; at + 1 < tokens.Length; at++)
        {
            if (tokens[at].Kind != TokenKind.Number || lexicon.Words.Units.Match(tokens, at + 1, out var units) is not (> 0 and var length)) continue;
            var end = at + 1 + length;
            if (TermLexicon.Is(lexicon.Words.Distances, tokens, end)) continue;
            var first = First(tokens, at);
            if (IsOfTechnique(tokens, first)) continue;
            if (Nearest(work, first, end) is not { } finding) continue;
            finding.Describe(new TextSpan(tokens[first].Start, tokens[end - 1].End));
            Measure(work, finding, first, at, end, units[0]);
        }
    }

    /// <summary>"A section thickness of 3 mm".</summary>
    private bool IsOfTechnique(ReadOnlySpan<Token> tokens, int first)
    {
        for (var at = first - 1; at >= Math.Max(0, first - ReachOfTime); at--)
        {
            if (TermLexicon.Is(lexicon.Words.Technique, tokens, at)) return true;
        }

        return false;
    }

    private void Measure(Workspace work, Mention finding, int first, int last, int end, double unit)
    {
        var tokens = work.Tokens;
        var sizes = new List<double>();
        for (var at = first; at <= last; at++)
        {
            // "5-6 mm" is a range: its upper end counts. "From 8 to 5 mm" is a change.
            if (tokens[at].Kind != TokenKind.Number) continue;
            var extents = Values(work.Word(at), unit);
            if (!IsRange(tokens, at, last)) sizes.AddRange(extents);
            else if (first > 0 && TermLexicon.Is(lexicon.Words.Before, tokens, first - 1)) finding.Measure(extents, before: true);
        }

        var grown = first > 0 && TermLexicon.Is(lexicon.Words.Before, tokens, first - 1) && IsRange(tokens, first, last);
        finding.Measure(sizes, before: !grown && IsOfBefore(work, first, end));
    }

    /// <summary>The first number of a measure: "12 x 10 x 8 mm", "5-6 mm", "from 8 to 5 mm".</summary>
    private int First(ReadOnlySpan<Token> tokens, int last)
    {
        var first = last;
        while (first >= 2 && tokens[first - 2].Kind == TokenKind.Number && (TermLexicon.Is(lexicon.Words.Times, tokens, first - 1) || TermLexicon.Is(lexicon.Words.Ranges, tokens, first - 1))) first -= 2;
        if (first >= 1 && tokens[first].Joined && tokens[first - 1].Kind == TokenKind.Number) first--;
        return first;
    }

    private bool IsRange(ReadOnlySpan<Token> tokens, int at, int last) =>
        at < last && ((tokens[at + 1].Kind == TokenKind.Number && tokens[at + 1].Joined) || TermLexicon.Is(lexicon.Words.Ranges, tokens, at + 1));

    /// <summary>The extents that a token holds: several in "65x48".</summary>
    private static List<double> Values(ReadOnlySpan<char> word, double unit)
    {
        var values = new List<double>(1);
        foreach (var part in word.SplitAny('x', 'X', '*'))
        {
            if (Value(word[part], unit) is { } value) values.Add(value);
        }

        return values;
    }

    private static double? Value(ReadOnlySpan<char> word, double unit)
    {
        Span<char> digits = stackalloc char[16];
        if (word.Length > digits.Length) return null;
        word.CopyTo(digits);
        digits[..word.Length].Replace(',', '.');
        return double.TryParse(digits[..word.Length], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && value * unit is > 0 and <= Largest
            ? Math.Round(value * unit, 3)
            : null;
    }

    /// <summary>"Was 5 mm", "previously 5 mm", "5 mm before"; "now" within reach decides against it.</summary>
    private bool IsOfBefore(Workspace work, int first, int end)
    {
        var tokens = work.Tokens;
        if (TermLexicon.Is(lexicon.Words.Now, tokens, end)) return false;
        for (var at = first - 1; at >= Math.Max(0, first - ReachOfTime) && !Ends(work, at); at--)
        {
            if (TermLexicon.Is(lexicon.Words.Now, tokens, at)) return false;
            if (TermLexicon.Is(lexicon.Words.Before, tokens, at)) return true;
        }

        for (var at = end; at < Math.Min(tokens.Length, end + 2) && !Ends(work, at); at++)
        {
            if (TermLexicon.Is(lexicon.Words.Now, tokens, at)) return false;
            // "6 mm (previously 9 mm)": the word goes with the measure that follows it.
            var length = lexicon.Words.Before.Match(tokens, at, out _);
            if (length > 0 && work.Word(at) is not ("was" or "were" or "from")) return at + length >= tokens.Length || tokens[at + length].Kind != TokenKind.Number;
        }

        return false;
    }

    private bool Ends(Workspace work, int at) =>
        work.TokenList[at].Kind is TokenKind.Comma or TokenKind.Semicolon || lexicon.Words.Units.Match(work.Tokens, at, out _) > 0;

    /// <summary>"15 mm on the left, with atelectasis": a comma keeps a measure from what follows it.</summary>
    private static Mention? Nearest(Workspace work, int first, int end)
    {
        var (best, least) = (default(Mention), int.MaxValue);
        foreach (var finding in work.Findings)
        {
            var distance = first >= finding.End ? first - finding.End : finding.Start - end;
            if (distance > Reach && work.Findings.Count > 1) continue;
            // What stands in another clause is asked only where this one names nothing.
            if (work.Clauses.Parted(Math.Min(finding.End - 1, end - 1), Math.Max(finding.Start, first))) distance += Reach;
            if (finding.Start >= end && work.HasComma(end, finding.Start)) distance += Reach;
            if (distance < least) (best, least) = (finding, distance);
        }

        return best;
    }
}
