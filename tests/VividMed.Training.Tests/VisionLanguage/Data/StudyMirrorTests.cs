using VividMed.Grounding;
using VividMed.Taxonomy;
using VividMed.Training.VisionLanguage.Data;

namespace VividMed.Training.Tests.VisionLanguage.Data;

public sealed class StudyMirrorTests
{
    private const string Text = "FINDINGS: Left-sided effusion. RLL opacity; RIGHT lung clear. Upright view.";
    private static readonly ImageGrid Grid = new(4, 2, 1);

    [Fact]
    public void Words_pictures_boxes_and_masks_change_sides_together()
    {
        var mirrored = StudyMirror.Of(Study(Text))!;
        Assert.Equal("FINDINGS: Right-sided effusion. LLL opacity; LEFT lung clear. Upright view.", mirrored.Sample.Report.Text);
        Assert.Equal([4, 3, 2, 1, 8, 7, 6, 5], mirrored.Image.Means);
        Assert.Equal([0, 0, 0, 9, 0, 0, 0, 0], mirrored.Image.Peaks);
        Assert.Equal(0.75f, mirrored.Regions[0].Box[0]);
        Assert.Equal([0.5f, 0.5f, 0.25f, 1, 1], mirrored.Regions[0].Box[1..]);
        Assert.Equal([0, 8], mirrored.Regions[0].Mask!);
        Assert.Equal([("Right-sided effusion", Side.Right), ("LLL opacity", Side.Left), ("lung", Side.None)], mirrored.Sample.Phrases.Select(static phrase => (phrase.Text, phrase.Side)));
        Assert.All(mirrored.Sample.Phrases, phrase => Assert.Equal(phrase.Text, mirrored.Sample.Report.Text[phrase.Start..phrase.End]));
        Assert.Equal(("Is the effusion right or left?", "right"), (mirrored.Sample.Questions[0].Question, mirrored.Sample.Questions[0].Answer));
        Assert.Equal(mirrored.Sample.Report.Text.Length, mirrored.Sample.Report.Sections[0].End);
    }

    [Fact]
    public void Mirrored_twice_it_is_what_it_was()
    {
        var study = Study(Text);
        var twice = StudyMirror.Of(StudyMirror.Of(study)!)!;
        Assert.Equal(study.Sample.Report.Text, twice.Sample.Report.Text);
        Assert.Equal(study.Sample.Phrases.Select(static phrase => (phrase.Start, phrase.End, phrase.Side)), twice.Sample.Phrases.Select(static phrase => (phrase.Start, phrase.End, phrase.Side)));
        Assert.Equal(study.Image.Means, twice.Image.Means);
        Assert.Equal(study.Regions[0].Box, twice.Regions[0].Box);
    }

    [Theory]
    [InlineData("Opacity in the middle lobe.")]
    [InlineData("RML atelectasis.")]
    [InlineData("Lingular consolidation.")]
    [InlineData("Mild dextroscoliosis.")]
    [InlineData("Effusions, L > R.")]
    public void What_names_one_side_without_a_counterpart_is_not_mirrored(string text) =>
        Assert.Null(StudyMirror.Of(Study(text) with { Sample = Study(text).Sample with { Phrases = [] } }));

    private static TrainingStudy Study(string text) => new(
        new Sample(
            "s1", "tiny", "train", "p", "s1", Modality.Cxr, [], new SampleReport(text, [new("findings", 0, text.Length)]),
            [Phrase(text, "Left-sided effusion", Side.Left, [0]), Phrase(text, "RLL opacity", Side.Right, []), Phrase(text, "lung", Side.None, [])],
            [], [new("Is the effusion left or right?", "left", "side", [0])], new Provenance(new Dictionary<string, string>(), "", "", "")),
        Grid, new PreparedImage([1, 2, 3, 4, 5, 6, 7, 8], [9, 0, 0, 0, 0, 0, 0, 0]), new Dictionary<int, RegionTarget> { [0] = new([0.25f, 0.5f, 0.5f, 0.25f, 1, 1], [8, 0]) });

    private static Phrase Phrase(string text, string words, Side side, int[] regions) =>
        text.IndexOf(words, StringComparison.Ordinal) is var start and >= 0
            ? new(start, start + words.Length, words, words, FindingKind.Abnormality, Polarity.Present, Temporality.Current, side, [], regions, null)
            : new(0, 0, "", "", FindingKind.Abnormality, Polarity.Present, Temporality.Current, side, [], regions, null);
}
