using SkiaSharp;

namespace VividMed.Imaging.Overlays;

/// <summary>A text set beside a picture, wrapped at words, with its phrases marked in the colors of their regions.</summary>
internal sealed class ReportPanel
{
    public const int Width = 500;

    private const float Margin = 26;
    private const float FontSize = 16;
    private const float LineHeight = 27;
    private const float HeadingHeight = 62;

    private readonly OverlayText _report;
    private readonly SKFont _font = OverlayStyle.Font(FontSize);
    private readonly SKFont _headingFont = OverlayStyle.Font(13, bold: true);
    private readonly List<ReportLine> _lines;

    public ReportPanel(OverlayText report)
    {
        _report = report;
        _lines = Wrap(report.Text, line => _font.MeasureText(line), Width - (2 * Margin));
    }

    public int Height => (int)Math.Ceiling(HeadingHeight + (_lines.Count * LineHeight) + Margin);

    public void Draw(SKCanvas canvas, SKRect area)
    {
        using var background = OverlayStyle.Fill(OverlayStyle.Panel);
        using var faint = OverlayStyle.Fill(OverlayStyle.Faint);
        using var ink = OverlayStyle.Fill(OverlayStyle.Text);
        canvas.DrawRect(area, background);
        canvas.DrawText(_report.Heading.ToUpperInvariant(), area.Left + Margin, area.Top + 36, SKTextAlign.Left, _headingFont, faint);
        for (var i = 0; i < _lines.Count; i++)
        {
            var baseline = area.Top + HeadingHeight + (i * LineHeight) + FontSize;
            foreach (var highlight in _report.Highlights) Mark(canvas, _lines[i], highlight, area.Left + Margin, baseline);
            canvas.DrawText(_report.Text[_lines[i].Start.._lines[i].End], area.Left + Margin, baseline, SKTextAlign.Left, _font, ink);
        }
    }

    /// <summary>Breaks at line ends and between words; a word longer than the line is cut.</summary>
    internal static List<ReportLine> Wrap(string text, Func<string, float> measure, float width)
    {
        var lines = new List<ReportLine>();
        for (var start = 0; start <= text.Length;)
        {
            var end = text.IndexOf('\n', start);
            if (end < 0) end = text.Length;
            for (var lineStart = start; ;)
            {
                var lineEnd = FindBreak(text, lineStart, end, measure, width);
                lines.Add(new(lineStart, lineEnd));
                lineStart = lineEnd;
                while (lineStart < end && text[lineStart] == ' ') lineStart++;
                if (lineStart >= end) break;
            }

            start = end + 1;
        }

        return lines;
    }

    private static int FindBreak(string text, int start, int end, Func<string, float> measure, float width)
    {
        var fitting = start;
        for (var word = start; word < end;)
        {
            var wordEnd = text.IndexOf(' ', word + 1, end - word - 1);
            if (wordEnd < 0) wordEnd = end;
            if (measure(text[start..wordEnd]) > width) break;
            (fitting, word) = (wordEnd, wordEnd);
        }

        if (fitting > start || start == end) return fitting;

        var cut = start + 1;
        while (cut < end && text[cut] != ' ' && measure(text[start..(cut + 1)]) <= width) cut++;
        return cut;
    }

    private void Mark(SKCanvas canvas, ReportLine line, OverlayHighlight highlight, float left, float baseline)
    {
        var (start, end) = (Math.Max(line.Start, highlight.Start), Math.Min(line.End, highlight.End));
        if (start >= end) return;

        var from = left + _font.MeasureText(_report.Text[line.Start..start]);
        var to = left + _font.MeasureText(_report.Text[line.Start..end]);
        using var wash = OverlayStyle.Fill(highlight.Color.ToSkia(70));
        using var rule = OverlayStyle.Fill(highlight.Color.ToSkia());
        canvas.DrawRoundRect(SKRect.Create(from - 2, baseline - FontSize - 1, to - from + 4, FontSize + 7), 4, 4, wash);
        canvas.DrawRect(SKRect.Create(from - 1, baseline + 4, to - from + 2, 2), rule);
    }
}

/// <summary>One line of a wrapped text: the UTF-16 offsets of its first character and after its last.</summary>
internal readonly record struct ReportLine(int Start, int End);
