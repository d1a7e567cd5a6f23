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
        var collapsed = new char[report.Length];
        var paragraph = false;
        var ruled = false;
        foreach (var raw in report.AsSpan().EnumerateLines())
        {
            if (raw.IsWhiteSpace())
            {
                paragraph = true;
                continue;
            }

            // Looked at as it will stand, so that what was normalized once stays as it is.
            ReadOnlySpan<char> line = collapsed.AsSpan(0, Collapse(raw.Trim(), collapsed));
            var rule = line.StartsWith(Rule, StringComparison.Ordinal) && line.Trim('_').IsEmpty;
            var begins = style == ReportStyle.CtRate || rule || ruled || HeadingFinder.BeginsWithHeading(line);
            if (text.Length > 0) text.Append(paragraph ? "\n\n" : begins ? "\n" : " ");
            text.Append(line);
            paragraph = false;
            ruled = rule;
        }

        return text.ToString();
    }

    /// <summary>Writes the line with one space for each run of white space, and returns how long it is then.</summary>
    private static int Collapse(ReadOnlySpan<char> line, Span<char> collapsed)
    {
        var (length, gap) = (0, false);
        foreach (var character in line)
        {
            if (char.IsWhiteSpace(character))
            {
                gap = true;
                continue;
            }

            if (gap) collapsed[length++] = ' ';
            gap = false;
            collapsed[length++] = character;
        }

        return length;
    }
}
