namespace VividMed.Reports;

/// <summary>The singular of regular English plurals, enough for a vocabulary that is written in the singular.</summary>
internal static class Lemma
{
    /// <summary>Shortens a lower-case word in place and returns its new length.</summary>
    public static int Reduce(Span<char> word)
    {
        var length = word.Length;
        if (length > 2 && word[length - 1] == 's' && word[length - 2] is '\'' or '’') return length - 2;
        if (length < 4 || word[length - 1] != 's') return length;
        if (word.EndsWith("ies"))
        {
            word[length - 3] = 'y';
            return length - 2;
        }

        if (word.EndsWith("sses") || word.EndsWith("xes") || word.EndsWith("ches")) return length - 2;
        return word[length - 2] is 's' or 'u' or 'i' ? length : length - 1;
    }
}
