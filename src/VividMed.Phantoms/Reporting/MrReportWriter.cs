using System.Globalization;
using VividMed.Datasets.CtRate;
using VividMed.Phantoms.BrainMr;
using VividMed.Taxonomy;

namespace VividMed.Phantoms.Reporting;

/// <summary>Writes the report of a phantom MR: what is there with its side and some sizes, what is not, now and then what is gone or open.</summary>
internal static class MrReportWriter
{
    private static readonly string[] Sided = ["brain mass", "cerebral infarct", "subdural collection"];

    public static PhantomReport Write(PhantomBrainMr head, PhantomRandom random)
    {
        var marks = new MarkedText();
        var mentions = Mentions(head);
        string[] marked =
        [
            random.Pick(MrWording.Clinical),
            string.Create(CultureInfo.InvariantCulture, $"{head.Contrast}-weighted volume of the head, slices of {SliceOf(head):0.#} mm."),
            marks.Section("findings") + Findings(mentions, marks, random),
            marks.Section("impression") + Impression(mentions, marks, random),
        ];

        // The parts have no line breaks, so that cleaning each alone or all joined gives the same letters.
        var parts = Array.ConvertAll(marked, MarkedText.WithoutMarks);
        var lines = CtRateReport.Parts.Zip(marked, parts).Where(static part => part.Third.Length > 0).Select(static part => $"{part.First.Heading}: {part.Second}");
        var (text, phrases) = marks.Finish(string.Join('\n', lines));
        return new PhantomReport(text, phrases, parts);
    }

    /// <summary>Target by target; both sides together where both have it.</summary>
    private static List<ReportedFinding> Mentions(PhantomBrainMr head) =>
    [
        .. head.Findings.GroupBy(static finding => finding.Target).Select(group => group.Count() > 1
            ? new ReportedFinding(group.Key, Side.Both, null, group.Count(), 0)
            : new ReportedFinding(group.Key, group.First().Side, group.First().Location, 1, SizeOf(head, group.First()))),
    ];

    /// <summary>The diameter of the ball of its volume, in whole mm.</summary>
    private static double SizeOf(PhantomBrainMr head, PhantomRegion region) =>
        Math.Round(Math.Cbrt(6 * region.Mask.Count() * Math.Abs(head.VoxelToWorld.Determinant) / Math.PI));

    private static double SliceOf(PhantomBrainMr head)
    {
        var (dx, dy, dz) = head.VoxelToWorld.Spacing;
        return Math.Max(dx, Math.Max(dy, dz));
    }

    private static string Findings(List<ReportedFinding> mentions, MarkedText marks, PhantomRandom random)
    {
        var sentences = mentions.Select(finding => marks.Sentence(Present(finding, random), finding.Side)).ToList();
        foreach (var (target, templates) in MrWording.Absent)
        {
            if (mentions.TrueForAll(finding => finding.Target != target) && random.Chance(0.8)) sentences.Add(marks.Sentence(random.Pick(templates)));
        }

        if (random.Chance(0.6)) sentences.Add(marks.Sentence(random.Pick(MrWording.Shift)));
        if (Missing(mentions, random) is { } open && random.Chance(0.3))
        {
            var template = random.Pick(random.Chance(0.5) ? MrWording.Gone : MrWording.Possible);
            sentences.Add(marks.Sentence(template.Replace("$", open, StringComparison.Ordinal), random.PickSide()));
        }

        sentences.Add(marks.Sentence(random.Pick(MrWording.Posterior)));
        if (random.Chance(0.7)) sentences.Add(marks.Sentence(random.Pick(MrWording.Brain)));
        return string.Join(' ', sentences);
    }

    /// <summary>A sided target that is nowhere in the image.</summary>
    private static string? Missing(List<ReportedFinding> mentions, PhantomRandom random)
    {
        var missing = Sided.Where(target => mentions.TrueForAll(finding => finding.Target != target)).ToArray();
        return missing.Length == 0 ? null : random.Pick(missing);
    }

    private static string Present(ReportedFinding finding, PhantomRandom random) =>
        (finding.Side == Side.Both ? MrWording.Bilateral[finding.Target] : random.Pick(MrWording.Present[finding.Target]))
        .Replace("{mm}", finding.SizeMm.ToString("0", CultureInfo.InvariantCulture), StringComparison.Ordinal);

    private static string Impression(List<ReportedFinding> mentions, MarkedText marks, PhantomRandom random) => mentions.Count == 0
        ? marks.Sentence(random.Pick(MrWording.Normal))
        : string.Join(' ', mentions.Select(finding => marks.Sentence(Concluding(finding), finding.Side)));

    private static string Concluding(ReportedFinding finding) => finding.Side switch
    {
        Side.None => "[Hydrocephalus|hydrocephalus].",
        Side.Both => $"{{Side}} [{finding.Target}s|{finding.Target}|S].",
        _ => $"{{Side}} [{finding.Target}|{finding.Target}|S].",
    };
}
