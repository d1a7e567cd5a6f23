using VividMed.Taxonomy;

namespace VividMed.Reports.Tests.Clauses;

/// <summary>Where a sentence begins to speak of something else.</summary>
public sealed class ClauseFinderTests
{
    [Theory]
    [InlineData("Consolidation in the left lung and the right lung shows atelectasis.")]
    [InlineData("Consolidation in the left lung, the right lung contains atelectasis.")]
    [InlineData("Left consolidation and the right lung demonstrates atelectasis.")]
    public void Anatomy_with_a_verb_of_its_own_begins_a_clause(string text)
    {
        var report = Reading.Cxr(text);

        Assert.Equal(Side.Left, report.Finding("pulmonary consolidation").Side);
        Assert.Equal(Side.Right, report.Finding("atelectasis").Side);
    }

    [Fact]
    public void A_denial_ends_where_other_anatomy_shows_something() =>
        Assert.Equal(Polarity.Present, Reading.Cxr("No nodule in the right lung and the left lung contains a mass.").Finding("lung mass").Polarity);

    [Theory]
    [InlineData("Atelectasis in the left lung and the right lung is clear.", Side.Left)]
    [InlineData("Atelectasis in the left lung and in the right lung.", Side.Both)]
    public void Clear_anatomy_after_an_and_holds_nothing_of_what_stands_before(string text, Side side) =>
        Assert.Equal(side, Reading.Cxr(text).Finding("atelectasis").Side);

    [Theory]
    [InlineData("The heart is not enlarged and the lungs show mild edema.")]
    [InlineData("The lungs show mild edema and the heart is not enlarged.")]
    public void The_structure_in_a_findings_name_is_no_place_of_another(string text)
    {
        var report = Reading.Cxr(text);

        Assert.Equal("lung", report.Finding("pulmonary edema").Location);
        Assert.Null(report.Finding("cardiomegaly").Location);
    }

    [Fact]
    public void What_is_denied_without_a_name_keeps_its_place_to_itself() =>
        Assert.Equal("lung upper lobe", Reading.Ct("Consolidation in the left upper lobe, no abnormality in the right lower lobe.").Finding("pulmonary consolidation").Location);

    [Theory]
    [InlineData("No effusion with the consolidation.", Polarity.Present)]
    [InlineData("No effusion with this consolidation.", Polarity.Present)]
    [InlineData("No effusion with consolidation.", Polarity.Absent)]
    public void What_is_known_already_is_not_what_is_denied(string text, Polarity consolidation)
    {
        var report = Reading.Cxr(text);

        Assert.Equal(Polarity.Absent, report.Finding("pleural effusion").Polarity);
        Assert.Equal(consolidation, report.Finding("pulmonary consolidation").Polarity);
    }
}
