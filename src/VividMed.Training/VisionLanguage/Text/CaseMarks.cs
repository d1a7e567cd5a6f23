using System.Text;
using System.Text.RegularExpressions;

namespace VividMed.Training.VisionLanguage.Text;

/// <summary>
/// Writes words in lower case behind a mark of how they were written, so that "Lung" and "lung" are one word to learn; the mark stands before
/// the space that leads to the word. Nothing is lost: words of mixed case stay as they are, and signs of the text that look like marks are
/// escaped.
/// </summary>
internal static partial class CaseMarks
{
    /// <summary>The next word begins with a capital.</summary>
    public const char Capital = '\u000E';

    /// <summary>The next word, of two letters or more, is in capitals.</summary>
    public const char Capitals = '\u000F';

    /// <summary>The next sign is the text's own.</summary>
    public const char Escape = '\u0010';

    public static string Write(string text) => Words().Replace(text, static match =>
    {
        var found = match.ValueSpan;
        if (found[0] is Capital or Capitals or Escape) return $"{Escape}{found[0]}";
        var word = found.TrimStart(' ');
        var isCapital = char.IsAsciiLetterUpper(word[0]);
        if (isCapital && !word[1..].ContainsAnyInRange('A', 'Z')) return $"{Capital}{match.Value.ToLowerInvariant()}";
        return isCapital && !word.ContainsAnyInRange('a', 'z') ? $"{Capitals}{match.Value.ToLowerInvariant()}" : match.Value;
    });

    /// <summary>The text again; marks that nothing follows, as a network may write them, say nothing.</summary>
    public static string Read(string marked)
    {
        var text = new StringBuilder(marked.Length);
        var mark = '\0';
        for (var i = 0; i < marked.Length; i++)
        {
            var sign = marked[i];
            if (sign == Escape)
            {
                if (++i < marked.Length) text.Append(marked[i]);
                mark = '\0';
            }
            else if (sign is Capital or Capitals)
            {
                mark = sign;
            }
            else
            {
                text.Append(mark != '\0' && char.IsAsciiLetterLower(sign) ? char.ToUpperInvariant(sign) : sign);
                var isLed = mark != '\0' && sign == ' ' && marked[i - 1] == mark;
                if (!isLed && !(mark == Capitals && char.IsAsciiLetter(sign))) mark = '\0';
            }
        }

        return text.ToString();
    }

    [GeneratedRegex(@"[\x0E-\x10]| ?[A-Za-z]+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Words();
}
