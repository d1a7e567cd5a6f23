using VividMed.Datasets;
using VividMed.Datasets.CtRate;
using VividMed.Taxonomy;

namespace VividMed.Phantoms.Reporting;

/// <summary>
/// Writes a CT's report in the manner of CT-RATE: running text in four columns, boilerplate, negation after the noun, window phrases.
/// </summary>
internal static class CtRateReportWriter
{
    public static PhantomReport Write(ReportCase shown, IReadOnlyList<PhantomRegion> findings, VoxelSpacing spacing, PhantomRandom random)
    {
        var marks = new MarkedText();
        string[] marked =
        [
            random.Pick(CtRateWording.Clinical),
            FormattableString.Invariant($"Sections of {spacing.Z:0.##} mm thickness were taken in the axial plane without contrast."),
            marks.Section("findings") + Findings(shown, findings, spacing.X, marks, random),
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

    private static string Findings(
        ReportCase shown, IReadOnlyList<PhantomRegion> findings, double pixel, MarkedText marks, PhantomRandom random)
    {
        var sentences = new List<string> { marks.Sentence(random.Pick(CtRateWording.Airways)) };
        if (!shown.Shows("cardiomegaly")) sentences.Add(marks.Sentence(random.Pick(CtRateWording.Heart)));
        sentences.Add(marks.Sentence(random.Pick(CtRateWording.Aorta)));
        if (random.Chance(0.7)) sentences.Add(marks.Sentence(random.Pick(CtRateWording.Pericardium)));
        var window = sentences.Count;
        foreach (var (target, side, location) in shown.Mentions(random))
        {
            var template = side == Side.Both ? CtRateWording.Bilateral[target] : random.Pick(CtRateWording.Present[target]);
            var size = findings.Where(finding => finding.Target == target && finding.Side == side)
                .Select(finding => pixel * Math.Min(finding.Box.X1 - finding.Box.X0, finding.Box.Y1 - finding.Box.Y0)).FirstOrDefault();
            sentences.Add(marks.Sentence(template.Replace("{mm}", $"{size:0}", StringComparison.Ordinal).Replace("@", Lobe(location), StringComparison.Ordinal), side));
        }

        foreach (var (target, templates) in CtRateWording.Absent)
        {
            if (!shown.Shows(target)) sentences.Add(marks.Sentence(random.Pick(templates)));
        }

        if (random.Chance(0.2) && shown.Missing(random, "atelectasis") is { } gone)
        {
            sentences.Add(marks.Sentence(Fill(random.Pick(CtRateWording.Gone), gone.Target), gone.Side));
        }
        else if (random.Chance(0.2) && shown.Missing(random, "atelectasis") is { } possible) sentences.Add(
            marks.Sentence(Fill(random.Pick(CtRateWording.Possible), possible.Target), possible.Side));
        sentences[window] = CtRateWording.Window + sentences[window];
        if (random.Chance(0.8)) sentences.Add(marks.Sentence(random.Pick(CtRateWording.Abdomen)));
        if (random.Chance(0.8)) sentences.Add(marks.Sentence(random.Pick(CtRateWording.Bones)));
        return string.Join(' ', sentences);
    }

    private static string Impression(ReportCase shown, MarkedText marks, PhantomRandom random)
    {
        var sentences = shown.Mentions(random)
            .Select(mention => marks.Sentence(mention.Target == "cardiomegaly" ? "[Cardiomegaly|cardiomegaly]." : Fill("{Side} [$|$|S].", mention.Target), mention.Side)).ToArray();
        if (sentences.Length > 0) return string.Join(' ', sentences);
        var normal = random.Pick(CtRateWording.Normal);
        return normal.Length == 0 ? "" : marks.Sentence(normal);
    }

    private static string Fill(string template, string target) =>
        template.Replace("$|$", $"{target.Replace("pulmonary ", "", StringComparison.Ordinal)}|{target}", StringComparison.Ordinal);

    private static string Lobe(string? location) => location switch
    {
        null => "[{side} lung|lung|S]",
        "lung" => "[{side} lung|lung|S]",
        _ => $"[{location["lung ".Length..]} of the {{side}} lung|{location}|S]",
    };
}
