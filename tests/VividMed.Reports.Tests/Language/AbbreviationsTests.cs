using VividMed.Taxonomy;

namespace VividMed.Reports.Tests.Language;

/// <summary>Abbreviations read as what they stand for, with their own spans.</summary>
public sealed class AbbreviationsTests
{
    [Theory]
    [InlineData("RLL consolidation.", Side.Right, "lung lower lobe")]
    [InlineData("Consolidation in the LUL.", Side.Left, "lung upper lobe")]
    [InlineData("RML consolidation.", Side.Right, "lung middle lobe")]
    [InlineData("R consolidation.", Side.Right, null)]
    [InlineData("L-sided consolidation.", Side.Left, null)]
    [InlineData("B/L consolidations.", Side.Both, null)]
    [InlineData("Consolidations, L > R.", Side.Both, null)]
    public void Sides_and_lobes_are_written_out(string text, Side side, string? place)
    {
        var finding = Reading.Cxr(text).Finding("pulmonary consolidation");

        Assert.Equal((side, place), (finding.Side, finding.Location));
    }

    [Theory]
    [InlineData("Compression of the L1 vertebral body.")]
    [InlineData("T/L spine compression fracture.")]
    public void A_letter_that_belongs_to_a_word_is_no_side(string text) =>
        Assert.All(Reading.Cxr(text).Findings, static finding => Assert.Equal(Side.None, finding.Side));

    [Theory]
    [InlineData("Lungs w/o PTX.", "pneumothorax", "PTX", Polarity.Absent)]
    [InlineData("Findings c/w PNA.", "pneumonia", "PNA", Polarity.Present)]
    [InlineData("There isn't any PNA.", "pneumonia", "PNA", Polarity.Absent)]
    [InlineData("ETT in place.", "medical device", "ETT", Polarity.Present)]
    public void Names_keep_the_words_of_the_report(string text, string target, string words, Polarity polarity)
    {
        var finding = Reading.Cxr(text).Finding(target);

        Assert.Equal((words, polarity), (finding.Text, finding.Polarity));
    }
}
