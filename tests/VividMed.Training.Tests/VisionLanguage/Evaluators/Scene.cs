using VividMed.Grounding;
using VividMed.Imaging.Geometry;
using VividMed.Imaging.Masks;
using VividMed.Taxonomy;
using VividMed.TestKit;
using VividMed.Training.VisionLanguage.Data;
using VividMed.Training.VisionLanguage.Decoding;
using VividMed.Training.VisionLanguage.Evaluators;
using VividMed.Training.VisionLanguage.Text;

namespace VividMed.Training.Tests.VisionLanguage.Evaluators;

/// <summary>Studies and what a model might say of them, by hand.</summary>
internal static class Scene
{
    public static readonly ImageGrid Grid = new(32, 32, 1);

    /// <summary>On the image's right half, which is the patient's left.</summary>
    public static readonly float[] LeftBox = [0.75f, 0.5f, 0.5f, 0.25f, 0.25f, 1];

    public static readonly float[] RightBox = [0.25f, 0.5f, 0.5f, 0.25f, 0.25f, 1];

    public static TargetTaxonomy Taxonomy { get; } = Load();

    /// <summary>A radiograph whose report is the text, with one region a phrase that has a box.</summary>
    public static TrainingStudy Study(string patient, string report, IReadOnlyList<(string Target, Side Side, Polarity Polarity, float[]? Box)> phrases, params QuestionAnswer[] questions)
    {
        var regions = new Dictionary<int, RegionTarget>();
        var stored = new List<Region>();
        var stated = new List<Phrase>();
        foreach (var (target, side, polarity, box) in phrases)
        {
            int[] own = box is null ? [] : [stored.Count];
            var kind = Taxonomy.Find(target)!.Kind;
            stated.Add(new Phrase(0, 1, report[..1], target, kind, polarity, Temporality.Current, side, [], own, box is null ? UngroundedReason.BelowThreshold : null));
            if (box is null) continue;
            regions[stored.Count] = new RegionTarget(box, null);
            stored.Add(new Region(0, RegionShape.Box, target, kind, Box.Flat(0, 0, 1, 1), null, 1, "m", Grade.A, []));
        }

        var sample = new Sample(
            patient, "hand", "validate", patient, patient, Modality.Cxr, [new SampleImage("x.png", 64, 64, 1, null, null, "PA", "")], new SampleReport(report, []), stated, stored, questions,
            new Provenance(new Dictionary<string, string>(), "l", "o", "r"));
        return new TrainingStudy(sample, Grid, new PreparedImage(new byte[Grid.Count], new byte[Grid.Count]), regions);
    }

    /// <summary>A model that says of each name how likely it is there and, where it has a box, where.</summary>
    public static StudyObservation Observe(
        TrainingStudy study, Func<string, (double Presence, float[]? Box)> say, IReadOnlyList<string>? answers = null, DecodedReport? report = null)
    {
        var names = new StudyQuestions(Taxonomy, Targets).Of(study);
        return new StudyObservation(
            study, [], answers ?? [],
            names.ToDictionary(static name => name, name => Probed(name, say(name).Presence, say(name).Box)),
            report ?? new DecodedReport("", true, []), report ?? new DecodedReport("", true, []));
    }

    private static ProbedName Probed(string name, double presence, float[]? box) =>
        new(name, presence, new PhraseBoxes(box is null ? [] : [new PlacedBox(box, 2)], new PlacedBox(box ?? LeftBox, box is null ? -2 : 2)), Glanced: 0);

    public static readonly Dictionary<Modality, IReadOnlyList<AskedTarget>> Targets = new()
    {
        [Modality.Cxr] =
        [
            new("cardiomegaly", Side.None, FindingKind.Abnormality), new("heart", Side.None, FindingKind.Anatomy), new("pleural effusion", Side.None, FindingKind.Abnormality),
            new("pleural effusion", Side.Left, FindingKind.Abnormality), new("pneumothorax", Side.None, FindingKind.Abnormality),
        ],
    };

    public static PhrasePlace Place(params float[][] boxes) =>
        new([.. boxes.Select(static box => new PlacedBox(box, 2))], new PlacedBox(boxes.FirstOrDefault() ?? LeftBox, 0), []);

    public static Mask Filled(int from, int to)
    {
        var mask = new Mask(16, 16, 1);
        for (var x = from; x < to; x++) mask[x, 8, 0] = true;
        return mask;
    }

    private static TargetTaxonomy Load() => TargetTaxonomy.Join(Load("taxonomy.json"), Load("taxonomy-mr.json"));

    private static TargetTaxonomy Load(string file)
    {
        using var stream = File.OpenRead(Repository.Path("models", file));
        return TargetTaxonomy.Load(stream);
    }
}
