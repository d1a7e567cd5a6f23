using System.Text;

namespace VividMed.Reports.Structure;

/// <summary>
/// White space only: runs become one space, wrapped lines are joined by a space, paragraphs are parted by an empty line, headings and
/// rules begin a line. No other character changes.
/// </summary>
internal static class TextNormalizer
{
    /// <summary>The shortest line of underscores that is a rule rather than a removed word.</summary>
    public const string Rule = "__________";

    public static string Normalize(string report, ReportStyle style)
    {
        var text = new StringBuilder(report.Length);
        var paragraph = false;
        var ruled = false;
        foreach (var line in report.AsSpan().EnumerateLines())
        {
            if (line.IsWhiteSpace())
            {
                paragraph = true;
                continue;
            }

            var rule = line.Trim().StartsWith(Rule, StringComparison.Ordinal) && line.Trim().Trim('_').IsEmpty;
            var begins = style == ReportStyle.CtRate || rule || ruled || HeadingFinder.BeginsWithHeading(line.Trim());
            if (text.Length > 0) text.Append(paragraph ? "\n\n" : begins ? "\n" : " ");
            AppendCollapsed(text, line.Trim());
            paragraph = false;
            ruled = rule;
        }

        return text.ToString();
    }

    private static void AppendCollapsed(StringBuilder text, ReadOnlySpan<char> line)
    {
        var gap = false;
        foreach (var character in line)
        {
            if (char.IsWhiteSpace(character))
            {
                gap = true;
                continue;
            }

            if (gap) text.Append(' ');
            gap = false;
            text.Append(character);
        }
    }
}
