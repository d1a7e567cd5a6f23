using VividMed.Taxonomy;

namespace VividMed.Reports.Tests.Frames;

/// <summary>What is said twice is one thing.</summary>
public sealed class FrameLinkerTests
{
    [Fact]
    public void An_impression_takes_the_side_and_place_that_the_findings_state()
    {
        var report = Read("FINDINGS: Consolidation in the right lower lobe.\n\nIMPRESSION: Consolidation.");

        var (told, repeated) = (report[0], report[1]);
        Assert.Equal((Side.Right, "lung lower lobe"), (repeated.Side, repeated.Location));
        Assert.Equal(told.Frame, repeated.Frame);
    }

    [Theory]
    [InlineData("Left effusion. Right effusion.")]
    [InlineData("Nodule in the upper lobe. Nodule in the lower lobe.")]
    [InlineData("Effusion. No effusion.")]
    [InlineData("A nodule of 5 mm. A nodule of 9 mm.")]
    [InlineData("Effusion. Consolidation.")]
    public void What_differs_in_side_place_size_or_assertion_is_another_thing(string text)
    {
        var findings = Read($"FINDINGS: {text}");

        Assert.Equal(2, findings.Select(static finding => finding.Frame).Distinct().Count());
    }

    [Theory]
    [InlineData("There is a nodule. It lies on the right.", Side.Right)]
    [InlineData("Effusion is seen. This is on the left.", Side.Left)]
    [InlineData("There is a nodule. It was not seen on the right.", Side.None)]
    [InlineData("There is a left nodule. It is larger than the one on the right.", Side.Left)]
    public void A_side_told_of_it_alone_is_the_finding_s_of_the_sentence_before(string text, Side side)
    {
        Assert.Equal(side, Read("FINDINGS: " + text)[0].Side);
    }

    [Theory]
    [InlineData("Moderate right and small left atelectasis.", Side.Both)]
    [InlineData("Large left and trace right pleural effusion.", Side.Both)]
    [InlineData("Right and small left pleural effusions.", Side.Both)]
    [InlineData("The right lung is clear, and left atelectasis is seen.", Side.Left)]
    public void A_side_that_is_graded_before_an_and_is_the_finding_s_too(string text, Side side)
    {
        Assert.Equal(side, Read("FINDINGS: " + text)[^1].Side);
    }

    [Theory]
    [InlineData("Cavity in the right upper lobe with surrounding consolidation.", Side.Right)]
    [InlineData("Left pleural effusion and adjacent atelectasis.", Side.Left)]
    [InlineData("Pleural thickening with calcification is observed in the right hemithorax.", Side.Right)]
    [InlineData("The left lung is clear. Effusion is present on the same side.", Side.Left)]
    [InlineData("The lungs are clear without pleural effusion.", Side.None)]
    [InlineData("Opacities are seen in the lungs.", Side.Both)]
    public void What_lies_beside_or_with_a_finding_lies_on_its_side(string text, Side side)
    {
        Assert.Equal(side, Read("FINDINGS: " + text)[^1].Side);
    }

    [Theory]
    [InlineData("Fractures are observed in the left 5th and 6th ribs.", Side.Left)]
    [InlineData("Acute displaced fractures of the right 4th, 5th and 6th lateral ribs.", Side.Right)]
    public void Fractures_of_ribs_that_are_counted_off_are_rib_fractures(string text, Side side)
    {
        var fracture = Assert.Single(Read("FINDINGS: " + text));
        Assert.Equal(("rib fracture", side), (fracture.Target, fracture.Side));
    }

    [Fact]
    public void A_subordinate_clause_ends_with_its_semicolon()
    {
        var findings = Read("FINDINGS: When examined in the lung window; In the upper lobe of the left lung, a nodule of 10 mm was observed.");
        Assert.Equal(Side.Left, Assert.Single(findings).Side);
    }

    [Fact]
    public void It_goes_on_with_the_finding_of_the_sentence_before()
    {
        var nodule = Assert.Single(Read("FINDINGS: There is a nodule in the lung. It lies in the left upper lobe."));

        Assert.Equal((Side.Left, "lung upper lobe"), (nodule.Side, nodule.Location));
    }

    [Fact]
    public void A_denial_without_a_name_answers_the_sentence_before() =>
        Assert.Equal(Polarity.Absent, Assert.Single(Read("FINDINGS: Pneumonia? None seen.")).Polarity);

    [Fact]
    public void A_denied_mention_takes_no_place_of_another() =>
        Assert.Equal(Side.None, Read("FINDINGS: Left effusion.\n\nIMPRESSION: No consolidation or effusion.")[^1].Side);

    private static List<Finding> Read(string text) =>
        [.. TestTaxonomy.Tagger.Tag(text, ReportStyle.MimicCxr).Findings.Where(static finding => finding.Kind == FindingKind.Abnormality)];
}
