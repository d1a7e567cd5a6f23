using VividMed.Datasets.Selection;

namespace VividMed.Datasets.Tests.Selection;

public sealed class SplitNamesTests
{
    [Theory]
    [InlineData("train", "train")]
    [InlineData(" Training", "train")]
    [InlineData("VALIDATE", "validate")]
    [InlineData("validation", "validate")]
    [InlineData("valid", "validate")]
    [InlineData("val", "validate")]
    [InlineData("dev ", "validate")]
    [InlineData("Test", "test")]
    [InlineData("testing", "test")]
    [InlineData("", null)]
    [InlineData("trainvalidate", null)]
    [InlineData("holdout", null)]
    public void The_three_splits_are_known_by_their_usual_names_and_no_other_word_is_one(string text, string? split) =>
        Assert.Equal(split, SplitNames.Parse(text));

    [Fact]
    public void A_study_is_wanted_by_its_id_and_by_its_split_and_an_unknown_split_is_no_obstacle()
    {
        var some = new StudySelection { Ids = new HashSet<string> { "s1", "s2" }, Splits = ["validate"] };
        Assert.Equal(
            [true, false, false, true],
            new[] { some.Wants("s1", "validate"), some.Wants("s1", "train"), some.Wants("s3", "validate"), some.Wants("s2", "") });
        Assert.True(StudySelection.Everything.Wants("s9", "test"));
    }
}
