using System.Text;
using VividMed.Taxonomy;

namespace VividMed.Phantoms.Reporting;

/// <summary>
/// Writes a radiograph's report the way MIMIC-CXR lays them out: indented headings, lines of at most 79 columns, ___ for what was removed.
/// </summary>
internal static class MimicReportWriter
{
    private const int LineWidth = 79;
    private static readonly string Title = new string(' ', 33) + "FINAL ";

    public static PhantomReport Write(ReportCase shown, IReadOnlyList<string> views, PhantomRandom random)
    {
        var marks = new MarkedText();
        var findings = Findings(shown, marks, random);
        var impression = Impression(shown, marks, random);
        var examination =
            views.Contains("LATERAL") ? "CHEST (PA AND LAT)" : views.Contains("AP") ? "CHEST (PORTABLE AP)" : "CHEST (SINGLE VIEW)";
        var text = new StringBuilder();
        if (random.Chance(0.08))
        {
            text.Append(Title).Append("ADDENDUM\n ADDENDUM:  The referring team was informed by telephone at ___.\n \n ").Append('_', LineWidth - 1).Append('\n');
        }

        text.Append(Title).Append("REPORT\n");
        Paragraph(text, "EXAMINATION:  " + examination);
        Paragraph(text, "INDICATION:  " + random.Pick(MimicWording.Indications) + "  // please assess");
        Paragraph(text, $"TECHNIQUE:  {(views.Count > 1 ? "Two views" : "Single view")} of the chest.");
        Paragraph(text, "COMPARISON:  " + random.Pick(["Chest radiograph from ___.", "Radiographs dated ___ and ___."]));
        if (random.Chance(0.8))
        {
            text.Append(" FINDINGS: \n \n");
            Paragraph(text, findings);
        }
        else
        {
            Paragraph(text, findings);
        }

        text.Append(" IMPRESSION: \n \n");
        foreach (var line in impression) Lines(text, line);
        var (published, phrases) = marks.Finish(text.ToString());
        return new PhantomReport(published, phrases, []);
    }

    private static string Findings(ReportCase shown, MarkedText marks, PhantomRandom random)
    {
        var sentences = shown.Mentions(random).SelectMany(finding => marks.Sentences(Present(finding, shown, random), finding.Side)).ToList();

        foreach (var side in (ReadOnlySpan<Side>)[Side.Left, Side.Right])
        {
            var other = side == Side.Left ? Side.Right : Side.Left;
            if (!shown.ShowsOn(side) && shown.ShowsOn(other) && random.Chance(0.5))
            {
                sentences.Add(marks.Sentence("The [{side} lung|lung] is clear.", side));
            }

            if (!shown.Shows("pleural effusion", side) && shown.Shows("pleural effusion", other) && random.Chance(0.5))
            {
                sentences.Add(marks.Sentence("No {side} [-pleural effusion|pleural effusion|S].", side));
            }
        }

        if (!shown.ShowsOn(Side.Left) && !shown.ShowsOn(Side.Right)) sentences.Add(marks.Sentence("The [lungs|lung|B] are clear."));
        var absent = MimicWording.Denied.Where(target => !shown.Shows(target)).ToArray();
        if (absent.Length > 0)
        {
            sentences.Add(marks.Sentence(random.Chance(0.3) ? ClauseShapes.OfAbsent(Named(random.Pick(absent)), random) : $"There is no {Enumerate(absent)}."));
        }

        if (random.Chance(0.4)) sentences.Add(marks.Sentence(random.Pick(MimicWording.Edema)));
        if (!shown.Shows("cardiomegaly")) sentences.Add(marks.Sentence(random.Pick(MimicWording.Heart)));
        if (random.Chance(0.5))
        {
            sentences.Add(marks.Sentence(random.Pick(shown.Shows("aortic enlargement") || random.Chance(0.4) ? MimicWording.Trachea : MimicWording.Aorta)));
        }

        if (random.Chance(0.2) && shown.Missing(random, "atelectasis", "lung nodule") is { } gone)
        {
            sentences.Add(marks.Sentence(Fill(random.Pick(MimicWording.Gone), gone.Target), gone.Side));
        }
        else if (random.Chance(0.3) && shown.Missing(random, "atelectasis", "lung nodule") is { } possible)
        {
            var sentence = random.Chance(0.4) ? Fill(random.Pick(MimicWording.Possible), possible.Target) : ClauseShapes.OfUncertain(Named(possible.Target), random);
            sentences.Add(marks.Sentence(sentence, possible.Side));
        }

        return marks.Section("findings") + string.Join("  ", sentences);
    }

    private static string Present(ReportedFinding finding, ReportCase shown, PhantomRandom random)
    {
        var isPlain = finding.Side == Side.None || !(finding is { Side: not Side.Both, Count: > 1 } || random.Chance(0.5));
        if (!isPlain)
        {
            var absent = MimicWording.Denied.Where(target => !shown.Shows(target)).ToArray();
            return ClauseShapes.OfPresent(finding, Named(finding.Target).Term, absent.Length > 0 ? Named(random.Pick(absent)) : null, random);
        }

        return finding.Side == Side.Both ? MimicWording.Bilateral[finding.Target] : random.Pick(MimicWording.Present[finding.Target]);
    }

    private static (string Target, string Term) Named(string target) => (target, MimicWording.Term.GetValueOrDefault(target, target));

    private static List<string> Impression(ReportCase shown, MarkedText marks, PhantomRandom random)
    {
        var lines = new List<string>();
        foreach (var (target, side, _, count, _) in shown.Mentions(random))
        {
            var term = side == Side.None ? $"[{char.ToUpperInvariant(target[0])}{target[1..]}|{target}]."
                : Fill(count > 1 && side != Side.Both ? "{Side} [$s|$|S]." : "{Side} [$|$|S].", target);
            lines.Add(marks.Sentence(term, side));
        }

        if (lines.Count == 0) lines.Add(marks.Sentence(random.Pick(MimicWording.Normal)));
        if (lines.Count > 1) lines = [.. lines.Select(static (line, number) => $"{number + 1}.  {line}")];
        lines[0] = marks.Section("impression") + lines[0];
        return lines;
    }

    private static string Fill(string template, string target) =>
        template
        .Replace("$s|$", $"{ClauseShapes.Plural(Named(target).Term)}|{target}", StringComparison.Ordinal)
        .Replace("$|$", $"{Named(target).Term}|{target}", StringComparison.Ordinal);

    private static string Enumerate(string[] absent)
    {
        var terms = absent.Select(static target => Fill("[-$|$]", target)).ToArray();
        return terms.Length == 1 ? terms[0] : $"{string.Join(", ", terms[..^1])} or {terms[^1]}";
    }

    private static void Paragraph(StringBuilder text, string paragraph)
    {
        Lines(text, paragraph);
        text.Append(" \n");
    }

    private static void Lines(StringBuilder text, string paragraph)
    {
        var (line, width) = (new StringBuilder(), 0);
        foreach (var word in paragraph.Split(' '))
        {
            var length = MarkedText.VisibleLength(word);
            if (line.Length > 0 && width + 1 + length > LineWidth - 1)
            {
                text.Append(' ').Append(line.ToString().TrimEnd()).Append('\n');
                line.Clear();
                width = 0;
                if (length == 0) continue;
            }

            if (line.Length > 0) line.Append(' ');
            width += (line.Length > 0 ? 1 : 0) + length;
            line.Append(word);
        }

        text.Append(' ').Append(line).Append('\n');
    }
}
