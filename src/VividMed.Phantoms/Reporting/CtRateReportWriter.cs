using VividMed.Datasets.CtRate;
using VividMed.Taxonomy;

namespace VividMed.Phantoms.Reporting;

/// <summary>
/// Writes a CT's report in the manner of CT-RATE: running text in four columns, boilerplate, negation after the noun, window phrases.
/// </summary>
internal static class CtRateReportWriter
{
    private static readonly string[] Denied = ["pleural effusion", "lung nodule", "pulmonary consolidation"];

    /// <param name="sliceMm">Between the centers of two axial slices, in mm.</param>
    public static PhantomReport Write(ReportCase shown, double sliceMm, PhantomRandom random)
    {
        var marks = new MarkedText();
        string[] marked =
        [
            random.Pick(CtRateWording.Clinical),
            FormattableString.Invariant($"Sections of {sliceMm:0.##} mm thickness were taken in the axial plane without contrast."),
            marks.Section("findings") + Findings(shown, marks, random),
            marks.Section("impression") + Impression(shown, marks, random),
        ];

        // The parts have no line breaks, so that cleaning each alone or all joined gives the same letters.
        var parts = Array.ConvertAll(marked, MarkedText.WithoutMarks);
        var lines = CtRateReport.Parts.Zip(marked, parts)
            .Where(static part => part.Third.Length > 0)
            .Select(static part => $"{part.First.Heading}: {part.Second}");
        var (text, phrases) = marks.Finish(string.Join('\n', lines));
        return new PhantomReport(text, phrases, parts);
    }

    private static string Findings(ReportCase shown, MarkedText marks, PhantomRandom random)
    {
        var sentences = new List<string> { marks.Sentence(random.Pick(CtRateWording.Airways)) };
        if (!shown.Shows("cardiomegaly")) sentences.Add(marks.Sentence(random.Pick(CtRateWording.Heart)));
        sentences.Add(marks.Sentence(random.Pick(CtRateWording.Aorta)));
        if (random.Chance(0.7)) sentences.Add(marks.Sentence(random.Pick(CtRateWording.Pericardium)));
        var window = sentences.Count;
        foreach (var finding in shown.Mentions(random)) sentences.AddRange(marks.Sentences(Present(finding, shown, random), finding.Side));
        foreach (var (target, templates) in CtRateWording.Absent)
        {
            if (shown.Shows(target)) continue;
            sentences.Add(marks.Sentence(random.Chance(0.2) ? ClauseShapes.OfAbsent(Named(target), random) : random.Pick(templates)));
        }

        if (random.Chance(0.2) && shown.Missing(random, "atelectasis") is { } gone)
        {
            sentences.Add(marks.Sentence(Fill(random.Pick(CtRateWording.Gone), gone.Target), gone.Side));
        }
        else if (random.Chance(0.3) && shown.Missing(random, "atelectasis") is { } possible)
        {
            var sentence = random.Chance(0.4) ? Fill(random.Pick(CtRateWording.Possible), possible.Target) : ClauseShapes.OfUncertain(Named(possible.Target), random);
            sentences.Add(marks.Sentence(sentence, possible.Side));
        }

        sentences[window] = CtRateWording.Window + sentences[window];
        if (random.Chance(0.8)) sentences.Add(marks.Sentence(random.Pick(CtRateWording.Abdomen)));
        if (random.Chance(0.8)) sentences.Add(marks.Sentence(random.Pick(CtRateWording.Bones)));
        return string.Join(' ', sentences);
    }

    private static string Present(ReportedFinding finding, ReportCase shown, PhantomRandom random)
    {
        var isPlain = finding.Side == Side.None || !(finding is { Side: not Side.Both, Count: > 1 } || random.Chance(0.35));
        if (!isPlain)
        {
            var absent = Denied.Where(target => !shown.Shows(target)).ToArray();
            return ClauseShapes.OfPresent(finding, Named(finding.Target).Term, absent.Length > 0 ? Named(random.Pick(absent)) : null, random);
        }

        var template = finding.Side == Side.Both ? CtRateWording.Bilateral[finding.Target] : random.Pick(CtRateWording.Present[finding.Target]);
        return template.Replace("{mm}", $"{finding.SizeMm:0}", StringComparison.Ordinal).Replace("@", Lobe(finding.Location), StringComparison.Ordinal);
    }

    private static (string Target, string Term) Named(string target) => (target, target.Replace("pulmonary ", "", StringComparison.Ordinal));

    private static string Impression(ReportCase shown, MarkedText marks, PhantomRandom random)
    {
        var sentences = shown.Mentions(random).Select(mention => marks.Sentence(Concluding(mention), mention.Side)).ToArray();
        if (sentences.Length > 0) return string.Join(' ', sentences);
        var normal = random.Pick(CtRateWording.Normal);
        return normal.Length == 0 ? "" : marks.Sentence(normal);
    }

    private static string Concluding(ReportedFinding finding) => finding switch
    {
        { Target: "cardiomegaly" } => "[Cardiomegaly|cardiomegaly].",
        { Count: > 1, Side: not Side.Both } => Fill("{Side} [$s|$|S].", finding.Target),
        _ => Fill("{Side} [$|$|S].", finding.Target),
    };

    private static string Fill(string template, string target) => template
        .Replace("$s|$", $"{ClauseShapes.Plural(Named(target).Term)}|{target}", StringComparison.Ordinal)
        .Replace("$|$", $"{Named(target).Term}|{target}", StringComparison.Ordinal);

    private static string Lobe(string? location) => location switch
    {
        null => "[{side} lung|lung|S]",
        "lung" => "[{side} lung|lung|S]",
        _ => $"[{location["lung ".Length..]} of the {{side}} lung|{location}|S]",
    };
}
