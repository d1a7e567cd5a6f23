using VividMed.Taxonomy;

namespace VividMed.Reports.Tests.Frames;

/// <summary>What a report says of a finding beside name, assertion and place.</summary>
public sealed class FrameReaderTests
{
    [Theory]
    [InlineData("New left effusion.", Change.New)]
    [InlineData("An effusion has developed on the left.", Change.New)]
    [InlineData("The effusion was not seen on the prior study.", Change.New)]
    [InlineData("Worsening effusion.", Change.Worse)]
    [InlineData("The effusion is worse in the interval.", Change.Worse)]
    [InlineData("The effusion is more marked on today's film.", Change.Worse)]
    [InlineData("Interval increase in the left effusion.", Change.Worse)]
    [InlineData("The effusion is larger.", Change.Worse)]
    [InlineData("Effusion has improved.", Change.Better)]
    [InlineData("Decrease in the left effusion.", Change.Better)]
    [InlineData("Effusion has almost resolved.", Change.Better)]
    [InlineData("Partial resolution of the effusion.", Change.Better)]
    [InlineData("Stable effusion.", Change.Unchanged)]
    [InlineData("No change in the effusion.", Change.Unchanged)]
    [InlineData("Effusion is not significantly changed.", Change.Unchanged)]
    [InlineData("Effusion has resolved.", Change.Resolved)]
    [InlineData("Effusion is no longer seen.", Change.Resolved)]
    [InlineData("No change was found in the size of the 7 mm effusion.", Change.Unchanged)]
    [InlineData("There is now a small effusion.", Change.New)]
    [InlineData("The effusion, which was 8 mm before, is now 12 mm.", Change.Worse)]
    [InlineData("Effusion of 8 mm, previously 12 mm.", Change.Better)]
    [InlineData("Effusion of 8 mm, previously 8 mm.", Change.Unchanged)]
    [InlineData("The effusion has doubled in size.", Change.Worse)]
    [InlineData("The effusion has subsided a little.", Change.Better)]
    [InlineData("The effusion is stationary.", Change.Unchanged)]
    [InlineData("The effusion does not appear to have changed.", Change.Unchanged)]
    [InlineData("The effusion is larger than on the prior study.", Change.Worse)]
    public void A_change_is_read_wherever_it_stands(string text, Change change) =>
        Assert.Equal(change, Reading.Cxr(text).Finding("pleural effusion").Change);

    [Theory]
    [InlineData("Small left effusion.")]
    [InlineData("No effusion.")]
    [InlineData("No new effusion.")]
    [InlineData("Effusion of 8 mm, previously 9 mm.")]
    [InlineData("The effusion has not resolved.")]
    [InlineData("Effusion smaller than 9 mm.")]
    [InlineData("Effusion, more marked in the left lower lobe.")]
    [InlineData("Effusion, worse on the right.")]
    [InlineData("Left effusion larger than the right one.")]
    [InlineData("Bilateral effusions, right worse than left.")]
    [InlineData("Follow up to ensure resolution of the effusion.")]
    public void Where_no_change_is_stated_none_is_read(string text) => Assert.Null(Reading.Cxr(text).Finding("pleural effusion").Change);

    [Theory]
    [InlineData("Increased edema, decreased effusion.", Change.Worse, Change.Better)]
    [InlineData("Edema has improved, but the effusion is bigger.", Change.Better, Change.Worse)]
    [InlineData("Edema and effusion have both improved.", Change.Better, Change.Better)]
    [InlineData("Edema is unchanged, new effusion.", Change.Unchanged, Change.New)]
    [InlineData("No change in the edema or the effusion.", Change.Unchanged, Change.Unchanged)]
    [InlineData("Increase in edema and effusion.", Change.Worse, Change.Worse)]
    public void Each_finding_has_its_own_change(string text, Change edema, Change effusion)
    {
        var report = Reading.Cxr(text);

        Assert.Equal(edema, report.Finding("pulmonary edema").Change);
        Assert.Equal(effusion, report.Finding("pleural effusion").Change);
    }

    [Theory]
    [InlineData("Two nodules in the left lung.", 2)]
    [InlineData("3 nodules are seen.", 3)]
    [InlineData("Two right lower lobe nodules.", 2)]
    [InlineData("A single 8 mm nodule.", 1)]
    [InlineData("A pair of nodules.", 2)]
    [InlineData("Two subcentimeter nodules.", 2)]
    [InlineData("Nodules in both lungs.", null)]
    [InlineData("A nodule of 8 mm.", null)]
    public void Only_stated_numbers_are_counts(string text, int? count) => Assert.Equal(count, Reading.Ct(text).Finding("lung nodule").Count);

    [Theory]
    [InlineData("Mild cardiomegaly.", "mild")]
    [InlineData("The cardiomegaly is moderate.", "moderate")]
    [InlineData("Cardiomegaly, severe.", "severe")]
    [InlineData("Cardiomegaly: mild.", "mild")]
    [InlineData("Cardiomegaly is slightly worse.", null)]
    [InlineData("Cardiomegaly.", null)]
    public void Severity_is_told_in_the_reports_words(string text, string? severity) =>
        Assert.Equal(severity, Reading.Cxr(text).Finding("cardiomegaly").Severity);

    [Theory]
    [InlineData("A moderate left hydropneumothorax.")]
    [InlineData("Resection with a moderate left hydropneumothorax.")]
    public void One_word_for_two_findings_describes_both(string text)
    {
        var report = Reading.Cxr(text);

        Assert.All(["pleural effusion", "pneumothorax"], target => Assert.Equal((Side.Left, "moderate"), (report.Finding(target).Side, report.Finding(target).Severity)));
    }

    [Fact]
    public void The_same_side_is_told_among_other_words_too() =>
        Assert.Equal(Side.Left, Reading.Cxr("Left lower lobe atelectasis with a small ipsilateral effusion.").Finding("pleural effusion").Side);

    [Theory]
    [InlineData("Effusion.", Certainty.Definite)]
    [InlineData("Likely effusion.", Certainty.Probable)]
    [InlineData("Possible effusion.", Certainty.Uncertain)]
    [InlineData("Effusion is unlikely.", Certainty.Unlikely)]
    [InlineData("No effusion.", Certainty.Absent)]
    public void Certainty_has_five_steps(string text, Certainty certainty) =>
        Assert.Equal(certainty, Reading.Cxr(text).Finding("pleural effusion").Certainty);

    [Fact]
    public void What_is_doubted_or_told_from_afar_is_read_with_less_confidence()
    {
        var plain = Reading.Cxr("Effusion.").Finding("pleural effusion").TextConfidence;

        Assert.True(Reading.Cxr("Possible effusion.").Finding("pleural effusion").TextConfidence < plain);
        Assert.True(
            Reading.Cxr("No evidence in any part of the lungs or of the chest wall of effusion.").Finding("pleural effusion").TextConfidence
            < Reading.Cxr("No effusion.").Finding("pleural effusion").TextConfidence);
    }
}
