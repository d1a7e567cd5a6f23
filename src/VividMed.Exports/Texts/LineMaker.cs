using System.Text;
using VividMed.Exports.Planning;
using VividMed.Grounding;

namespace VividMed.Exports.Texts;

/// <summary>
/// Turns a sample into exchanges. A phrase is asked for picture by picture, with that picture alone, so that no box leaves open which one it
/// lies in; a report with several pictures has marks only where the family gives each box its picture.
/// </summary>
/// <param name="keepsDenied">Whether a denied phrase becomes a line: the share of those is chosen over the whole export.</param>
internal sealed class LineMaker(GroundingStyle style, IReadOnlySet<ExportTask> tasks, ExportFilter filter, Func<string, bool> keepsDenied)
{
    public IEnumerable<ExportLine> Make(ExportSample export)
    {
        if (tasks.Contains(ExportTask.Report) && export.Sample.Report.Text.Length > 0) yield return Report(export);
        if (tasks.Contains(ExportTask.Locate))
        {
            foreach (var line in Located(export)) yield return line;
            foreach (var (id, phrase) in Denied(export, filter))
            {
                if (keepsDenied(id)) yield return Line(id, ExportTask.Locate, [export.Pictures[0]], phrase, style.Absent(TagEscape.Of(phrase)), []) with { IsDenied = true };
            }
        }

        if (!tasks.Contains(ExportTask.Question)) yield break;
        foreach (var (index, question) in export.Sample.Questions.Index())
        {
            yield return new(
                $"{export.Key}-question-{index}", ExportTask.Question, export.Pictures, TagEscape.Of(question.Question), TagEscape.Of(question.Answer), [], []);
        }
    }

    /// <summary>Phrases that the report denies outright and nothing speaks for: one a target, by the line's id.</summary>
    public static IEnumerable<(string Id, string Phrase)> Denied(ExportSample export, ExportFilter filter)
    {
        var sample = export.Sample;
        var stated = sample.Phrases.Where(static phrase => phrase.Reason != UngroundedReason.Absent).Select(static phrase => phrase.Target).ToHashSet(StringComparer.Ordinal);
        foreach (var (index, phrase) in sample.Phrases.Index())
        {
            if (phrase.Reason == UngroundedReason.Absent && filter.Takes(sample, phrase) && stated.Add(phrase.Target)) yield return ($"{export.Key}-denied-{index}", phrase.Text);
        }
    }

    /// <summary>How many lines <see cref="Make"/> gives for grounded phrases.</summary>
    public static int CountLocated(ExportSample export) =>
        export.Sample.Phrases.Sum(phrase => export.RegionsOf(phrase).Select(static region => region.Picture).Distinct().Count());

    private IEnumerable<ExportLine> Located(ExportSample export)
    {
        foreach (var (index, phrase) in export.Sample.Phrases.Index())
        {
            foreach (var here in export.RegionsOf(phrase).GroupBy(static region => region.Picture))
            {
                var picture = export.Pictures[here.Key];
                List<LineBox> boxes = [.. here.Select(region => new LineBox(0, style.Form.Write(region.Box, picture.Size)))];
                yield return Line($"{export.Key}-locate-{index}-{here.Key}", ExportTask.Locate, [picture], phrase.Text, style.Locate(TagEscape.Of(phrase.Text), boxes), boxes);
            }
        }
    }

    private ExportLine Line(string id, ExportTask task, IReadOnlyList<ExportPicture> pictures, string phrase, string answer, IReadOnlyList<LineBox> boxes)
    {
        var label = TagEscape.Of(phrase);
        return new(id, task, pictures, style.AskFor(label), answer, style.BoxesApart ? boxes : [], style.BoxesApart ? [label] : []);
    }

    private ExportLine Report(ExportSample export)
    {
        var (boxes, refs) = (new List<LineBox>(), new List<string>());
        var marks = style.MarksReports && (style.BoxesApart || export.Pictures.Count == 1);
        var text = marks ? Marked(export, boxes, refs) : TagEscape.Of(export.Sample.Report.Text);
        return new(
            $"{export.Key}-report", ExportTask.Report, export.Pictures, marks ? "Write the report, with the place of each finding." : "Write the report.", text,
            style.BoxesApart ? boxes : [], style.BoxesApart ? refs : []);
    }

    private string Marked(ExportSample export, List<LineBox> boxes, List<string> refs)
    {
        var text = new StringBuilder();
        foreach (var piece in GroundedReport.Cut(export))
        {
            var plain = TagEscape.Of(piece.Text);
            if (piece.Phrase is null)
            {
                text.Append(plain);
                continue;
            }

            List<LineBox> here = [.. piece.Regions.Select(region => new LineBox(region.Picture, style.Form.Write(region.Box, export.Pictures[region.Picture].Size)))];
            text.Append(style.Mark(plain, here));
            boxes.AddRange(here);
            refs.Add(plain);
        }

        return text.ToString();
    }
}
