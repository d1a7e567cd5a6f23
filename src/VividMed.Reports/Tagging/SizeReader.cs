using VividMed.Reports.Language;

namespace VividMed.Reports.Tagging;

/// <summary>Gives measurements ("5 mm", "12x10 mm", "12 x 10 x 8 mm") to the nearest finding.</summary>
internal static class SizeReader
{
    private const int Reach = 8;

    public static void Read(Workspace work, TermLexicon lexicon)
    {
        var tokens = work.Tokens;
        for (var at = 0; at + 1 < tokens.Length; at++)
        {
            if (tokens[at].Kind != TokenKind.Number || !TermLexicon.Is(lexicon.Units, tokens, at + 1)) continue;
            var first = at;
            while (first >= 2 && TermLexicon.Is(lexicon.Times, tokens, first - 1) && tokens[first - 2].Kind == TokenKind.Number) first -= 2;
            Nearest(work.Findings, at)?.Describe(new TextSpan(tokens[first].Start, tokens[at + 1].End));
        }
    }

    private static Mention? Nearest(List<Mention> findings, int at)
    {
        var (best, least) = (default(Mention), Reach + 1);
        foreach (var finding in findings)
        {
            var distance = at >= finding.End ? at - finding.End : finding.Start - at;
            if (distance < least) (best, least) = (finding, distance);
        }

        return best;
    }
}
