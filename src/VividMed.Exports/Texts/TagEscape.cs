using System.Text.RegularExpressions;

namespace VividMed.Exports.Texts;

/// <summary>
/// Makes words in angle brackets harmless: trainers put a picture, a box or the end of a turn where they read such a word, and a report may
/// hold one. <c>&lt;image&gt;</c> becomes <c>&amp;lt;image&amp;gt;</c>; a bracket that opens no such word, as in "&lt; 5 mm", stays.
/// </summary>
internal static partial class TagEscape
{
    public static string Of(string text) => text.Contains('<', StringComparison.Ordinal) ? Tag().Replace(text, "&lt;${word}&gt;") : text;

    [GeneratedRegex(@"<(?<word>[/|]?[A-Za-z_][^<>\r\n]{0,60})>", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Tag();
}
