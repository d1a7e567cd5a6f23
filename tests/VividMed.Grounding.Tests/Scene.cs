using VividMed.Imaging.Geometry;
using VividMed.Imaging.Masks;
using VividMed.Reports;
using VividMed.Reports.Wordings;
using VividMed.Taxonomy;
using VividMed.TestKit;

namespace VividMed.Grounding.Tests;

/// <summary>Small studies for grounding: a 100 x 100 frontal radiograph, and a 40 x 40 x 20 volume of 8 mm in RAS+ whose x grows to the patient's right.</summary>
internal static class Scene
{
    public static TargetTaxonomy Vocabulary { get; } = Load();

    private static readonly ReportTagger Tagger = new(Vocabulary, ReportLanguage.BuiltIn);

    public static readonly SampleImage Radiograph = new("0.png", 100, 100, 1, null, null, "PA", "digest");

    public static readonly SampleImage Volume = new("0.nii.gz", 40, 40, 20, [8, 8, 8], Affine.Scale(8, 8, 8), "", "digest");

    public static TaggedReport Cxr(string findings) => Tagger.Tag("FINDINGS: " + findings, ReportStyle.MimicCxr);

    public static TaggedReport Ct(string findings) => Tagger.Tag("Findings: " + findings, ReportStyle.CtRate);

    public static GroundingResult GroundCxr(string findings, params Candidate[] candidates) =>
        Ground(new GroundingStudy("study", Modality.Cxr, Cxr(findings), [Radiograph], candidates));

    public static GroundingResult GroundCt(string findings, params Candidate[] candidates) =>
        Ground(new GroundingStudy("study", Modality.Ct, Ct(findings), [Volume], candidates));

    public static GroundingResult Ground(GroundingStudy study) => new Grounder(Vocabulary, new GroundingOptions()).Ground(study);

    /// <summary>A box on the radiograph; the patient's right is at small x.</summary>
    public static Candidate Box(string target, double x0, double y0, double x1, double y1, double score = 0.9, Side side = Side.None) =>
        new(0, target, side, Imaging.Geometry.Box.Flat(x0, y0, x1, y1), null, score, "detector");

    /// <summary>A mask of cubes in the volume, each given by its corner and edge; the patient's right is at large x.</summary>
    public static Candidate Cubes(string target, Side side, double score, params (int X, int Y, int Z, int Edge)[] cubes)
    {
        var mask = new Mask(40, 40, 20);
        foreach (var (x, y, z, edge) in cubes)
        {
            for (var k = z; k < z + edge; k++)
            {
                for (var j = y; j < y + edge; j++)
                {
                    for (var i = x; i < x + edge; i++) mask[i, j, k] = true;
                }
            }
        }

        return new Candidate(0, target, side, mask.Bounds()!.Value, RunLengthMask.Encode(mask), score, "segmenter");
    }

    public static Phrase Phrase(this GroundingResult result, string target, Side side = Side.None) =>
        result.Phrases.First(phrase => phrase.Target == target && (side == Side.None || phrase.Side == side));

    public static List<Region> RegionsOf(this GroundingResult result, Phrase phrase) => [.. phrase.Regions.Select(index => result.Regions[index])];

    /// <summary>A radiograph's sample as the pipeline makes it.</summary>
    public static Sample Sample(string findings, params Candidate[] candidates)
    {
        var report = Cxr(findings);
        var result = Ground(new GroundingStudy("s", Modality.Cxr, report, [Radiograph], candidates));
        return new Sample(
            "s", "mimic-cxr", "train", "p", "s", Modality.Cxr, [Radiograph], new SampleReport(report.Text, []), result.Phrases, result.Regions, result.Questions,
            new Provenance(new Dictionary<string, string>(), "lexicon", "options", "recipe"));
    }

    private static TargetTaxonomy Load()
    {
        using var stream = File.OpenRead(Repository.Path("models", "taxonomy.json"));
        return TargetTaxonomy.Load(stream);
    }
}
