using System.Text.RegularExpressions;
using VividMed.Taxonomy;

namespace VividMed.Reports.Llm;

/// <summary>Whether a sentence names a side at all.</summary>
internal static partial class SideWords
{
    public static bool Names(string sentence, Side side)
    {
        var both = Both().IsMatch(sentence);
        return side switch
        {
            Side.Left => both || Left().IsMatch(sentence),
            Side.Right => both || Right().IsMatch(sentence),
            _ => both || (Left().IsMatch(sentence) && Right().IsMatch(sentence)) || Plural().IsMatch(sentence),
        };
    }

    [GeneratedRegex(@"\b(left|left-sided|lt|lingula\w*)\b", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Left();

    [GeneratedRegex(@"\b(right|right-sided|rt|middle lobe)\b", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Right();

    [GeneratedRegex(@"\b(both|bilateral(ly)?|bibasilar|bibasal|biapical(ly)?|each side)\b", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Both();

    /// <summary>Paired structures in the plural mean both.</summary>
    [GeneratedRegex(@"\b(lungs|hila|kidneys|apices|bases|hemidiaphragms|clavicles|lobes|bronchi|hemithoraces|axillae|breasts|glands|angles)\b", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Plural();
}
