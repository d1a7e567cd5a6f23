namespace VividMed.Reports;

/// <summary>Gives measurements ("5 mm", "12x10 mm") to the nearest finding.</summary>
internal static class SizeReader
{
    private const int Reach = 8;

    public static void Read(Workspace work, TermLexicon lexicon)
    {
        var tokens = work.Tokens;
        for (var at = 0; at + 1 < tokens.Length; at++)
        {
            if (tokens[at].Kind != TokenKind.Number || !TermLexicon.Is(lexicon.Units, tokens, at + 1)) continue;
            Nearest(work.Findings, at)?.Describe(new TextSpan(tokens[at].Start, tokens[at + 1].End));
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
