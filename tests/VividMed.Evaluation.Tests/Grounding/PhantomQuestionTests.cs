using System.Globalization;
using VividMed.Grounding;
using VividMed.Grounding.Tests;
using VividMed.Imaging.Masks;
using VividMed.Phantoms;
using VividMed.Phantoms.Radiographs;
using VividMed.Reports;
using VividMed.Reports.Wordings;
using VividMed.Taxonomy;

namespace VividMed.Evaluation.Tests.Grounding;

/// <summary>
/// Some hundred phantom radiographs with reports that state each finding twice and count the nodules, rightly or not: no region stands twice,
/// and every count that is asked for is true.
/// </summary>
public sealed class PhantomQuestionTests
{
    private const int Size = 96;
    private const int Studies = 300;
    private const string Nodule = "lung nodule";

    private static readonly string[] Numbers = ["No", "One", "Two", "Three", "Four"];

    private static readonly ReportTagger Tagger = new(Scene.Vocabulary, ReportLanguage.BuiltIn);
    private static readonly Grounder Grounder = new(Scene.Vocabulary, new GroundingOptions());

    [Fact]
    public void No_region_stands_twice_and_every_count_is_true()
    {
        var (counts, wrong) = (0, 0);
        for (var seed = 0; seed < Studies; seed++)
        {
            var phantom = Phantom(seed);
            var shown = phantom.Findings.Count(static finding => finding.Target == Nodule);
            var stated = (shown + (seed % 3)) % Numbers.Length;
            if (stated != shown) wrong++;
            var sample = Ground(seed, phantom, stated);

            Assert.Equal(sample.Regions.Count, sample.Regions.Distinct(RegionIdentity.Comparer).Count());
            foreach (var question in sample.Questions.Where(static question => question.Type == QuestionType.Count))
            {
                counts++;
                Assert.Equal(shown.ToString(CultureInfo.InvariantCulture), question.Answer);
            }
        }

        Assert.True(counts > 30, $"{counts} counts are asked for");
        Assert.True(wrong > 100, $"{wrong} reports are wrong");
    }

    private static Sample Ground(int seed, PhantomRadiograph phantom, int nodules)
    {
        var id = $"s{seed}";
        var image = new SampleImage($"{id}.0.png", Size, Size, 1, null, null, phantom.View, "");
        var report = Tagger.Tag(Report(phantom, nodules), ReportStyle.MimicCxr);
        var candidates = phantom.Findings.SelectMany(static finding => (Candidate[])[Of(finding, 0.9, mask: false), Of(finding, 0.5, mask: false)])
            .Concat(phantom.Anatomy.Where(static structure => structure.Target is "lung" or "heart").Select(static structure => Of(structure, 0.95, mask: true)))
            .ToList();
        var result = Grounder.Ground(new GroundingStudy(id, Modality.Cxr, report, [image], candidates));
        return new Sample(
            id, "mimic-cxr", "train", "p", id, Modality.Cxr, [image], new SampleReport(report.Text, []), result.Phrases, result.Regions, result.Questions,
            new Provenance(new Dictionary<string, string>(), "", "", ""));
    }

    private static PhantomRadiograph Phantom(int seed) => PhantomRadiograph.Generate(seed, new PhantomRadiographOptions
    {
        Width = Size,
        Height = Size,
        Findings = (seed % 4) switch
        {
            0 => [new(Nodule, Side.Left)],
            1 => [new(Nodule, Side.Left), new(Nodule, Side.Right)],
            2 => [new(Nodule, Side.Right), new("pleural effusion", Side.Left), new("cardiomegaly", Side.None)],
            _ => null,
        },
    });

    private static string Report(PhantomRadiograph phantom, int nodules)
    {
        var others = phantom.Findings.Where(static finding => finding.Target != Nodule).Select(static finding => $"{finding.Side} {finding.Target}".Replace("None ", "", StringComparison.Ordinal)).ToList();
        string[] sentences = [.. others.Select(static other => $"There is {other}."), nodules == 1 ? "One nodule is seen." : $"{Numbers[nodules]} nodules are seen.", "The heart is seen."];
        return $"FINDINGS: {string.Join(' ', sentences)}\n\nIMPRESSION: {string.Join(' ', others.Select(static other => $"{other}. Probable {other}."))} {(nodules > 0 ? "Lung nodules." : "")}";
    }

    private static Candidate Of(PhantomRegion region, double score, bool mask) => new(
        0, region.Target, mask && region.Target == "lung" ? region.Side : Side.None, region.Box, mask ? RunLengthMask.Encode(region.Mask) : null, score, "truth");
}
