using VividMed.Taxonomy;
using VividMed.Training.Tests.VisionLanguage.Text;
using VividMed.Training.VisionLanguage.Contracts;
using VividMed.Training.VisionLanguage.Decoding;
using VividMed.Training.VisionLanguage.Text;

namespace VividMed.Training.Tests.VisionLanguage.Decoding;

public sealed class SentenceOpeningsTests
{
    private static readonly AskedTarget[] Targets =
    [
        new("effusion", Side.None, FindingKind.Abnormality), new("effusion", Side.Left, FindingKind.Abnormality), new("effusion", Side.Right, FindingKind.Abnormality),
        new("edema", Side.None, FindingKind.Abnormality), new("heart", Side.None, FindingKind.Anatomy),
    ];

    private static readonly PresenceScale Scale = new(
        "validate", new Dictionary<string, int>(),
        new Dictionary<string, IReadOnlyDictionary<string, double>> { ["CXR"] = new Dictionary<string, double> { ["effusion"] = 1, ["edema"] = 3 } });

    [Fact]
    public void A_finding_begins_a_sentence_for_each_side_on_which_it_is_seen() => Assert.Equal(
        ["Left effusion", "Right effusion"], Begun(("effusion", 4), ("left effusion", 2), ("right effusion", 1.5)));

    [Fact]
    public void One_that_is_seen_on_no_side_begins_it_without_one() => Assert.Equal(["Effusion"], Begun(("effusion", 4), ("left effusion", 0), ("right effusion", -1)));

    [Fact]
    public void Below_its_threshold_a_finding_is_not_there_whatever_its_sides_say() => Assert.Empty(Begun(("effusion", 0.5), ("left effusion", 4), ("edema", 2.5)));

    [Fact]
    public void Anatomy_begins_nothing() => Assert.Equal(["Edema"], Begun(("edema", 4), ("heart", 9)));

    [Fact]
    public void A_finding_may_be_called_by_its_other_names_on_its_side() => Assert.Equal(
        ["Left effusion", "Left pleural fluid"],
        SentenceOpenings.NamesOf(Targets[1], new Dictionary<string, IReadOnlyList<string>> { ["effusion"] = ["pleural fluid"] }));

    [Fact]
    public void Its_sentence_keeps_to_its_side_and_no_later_one_denies_it()
    {
        var words = Vocabularies.Of(400, Enumerable.Repeat("left right effusion lung nodule heart", 5));
        var language = new ModelLanguage(
            words, new Dictionary<Modality, IReadOnlyList<AskedTarget>> { [Modality.Cxr] = [.. Targets, new("lung", Side.None, FindingKind.Anatomy)] },
            new Dictionary<string, IReadOnlyList<string>>());

        Assert.Equal(("right", "effusion"), Kept(Targets[1], "Left effusion"));
        Assert.Equal(("", "effusion"), Kept(Targets[0], "Effusion"));
        Assert.Equal(("left", "nodule"), Kept(new AskedTarget("lung nodule", Side.Right, FindingKind.Abnormality), "Right lung nodule"));

        (string Forbidden, string Settled) Kept(AskedTarget finding, string name)
        {
            var opening = SentenceOpenings.Of(finding, [Vocabulary.PhraseBegin, .. words.Encode(name), Vocabulary.PhraseEnd], language);
            return (words.Decode(opening.Forbidden), words.Decode(opening.Settled));
        }
    }

    private static IEnumerable<string> Begun(params (string Name, double Evidence)[] asked)
    {
        var findings = SentenceOpenings.Findings(Scale, Modality.Cxr, Targets, asked.ToDictionary(static one => one.Name, static one => Probed(one.Name, one.Evidence)));
        return findings.Select(static finding => SentenceOpenings.NamesOf(finding, new Dictionary<string, IReadOnlyList<string>>())[0]);
    }

    /// <summary>Half of the evidence is said, half is found.</summary>
    private static ProbedName Probed(string name, double evidence) =>
        new(name, 1 / (1 + Math.Exp(-evidence / 2)), new PhraseBoxes([], new PlacedBox([0.5f, 0.5f, 0.5f, 0.1f, 0.1f, 1], (float)(evidence / 2))), Glanced: 0);
}
