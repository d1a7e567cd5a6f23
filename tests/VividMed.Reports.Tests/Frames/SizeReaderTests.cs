namespace VividMed.Reports.Tests.Frames;

public sealed class SizeReaderTests
{
    [Theory]
    [InlineData("A nodule of 7 millimeters is observed.", "7 millimeters")]
    [InlineData("A nodule of 1.2 centimetres is observed.", "1.2 centimetres")]
    [InlineData("A nodule, 4 x 5 millimetres.", "4 x 5 millimetres")]
    [InlineData("A nodule measuring 12 by 10 mm.", "12 by 10 mm")]
    [InlineData("A 9-mm nodule.", "9-mm")]
    public void A_size_may_be_in_any_unit(string text, string size) => Assert.Equal([size], Sizes(text, "lung nodule"));

    [Theory]
    [InlineData("A nodule on slice 12 of the series.")]
    [InlineData("A lung nodule in segment 6.")]
    [InlineData("A nodule with 40 HU.")]
    [InlineData("2 nodules.")]
    public void A_number_without_a_unit_of_length_is_no_size(string text) => Assert.Empty(Sizes(text, "lung nodule"));

    [Fact]
    public void Each_size_goes_to_the_nearest_finding()
    {
        const string Text = "A 4 mm nodule in the right lung and a pleural effusion of 3 cm.";
        Assert.Equal(["4 mm"], Sizes(Text, "lung nodule"));
        Assert.Equal(["3 cm"], Sizes(Text, "pleural effusion"));
    }

    [Fact]
    public void A_size_out_of_reach_belongs_to_no_finding() =>
        Assert.Empty(Sizes("A nodule is observed where it was described in the examination made with a section thickness of 3 mm.", "lung nodule"));

    [Fact]
    public void Two_sizes_of_one_finding_are_both_kept_in_their_order() =>
        Assert.Equal(["8 mm", "5 mm"], Sizes("A nodule of 8 mm, formerly 5 mm.", "lung nodule"));

    [Fact]
    public void A_size_before_a_comma_is_not_that_of_what_comes_after_it() =>
        Assert.Equal(["16 mm", "11 mm"], Sizes("Pleural effusion, 16 mm on the right and 11 mm on the left, with atelectasis.", "pleural effusion"));

    [Theory]
    [InlineData("A nodule of 8 mm.", "8", "")]
    [InlineData("A 1.5 cm nodule.", "15", "")]
    [InlineData("A nodule of 65x48 mm.", "65 48", "")]
    [InlineData("A nodule of 12 x 10 x 8 mm.", "12 10 8", "")]
    [InlineData("A nodule of 5-6 mm.", "6", "")]
    [InlineData("The nodule was 5 mm before and is now 8 mm.", "8", "5")]
    [InlineData("The nodule grew from 5 to 8 mm.", "8", "5")]
    [InlineData("The nodule grew from 5 mm to 8 mm.", "8", "5")]
    [InlineData("A nodule of 8 mm, previously 5 mm.", "8", "5")]
    [InlineData("A nodule of 8 mm (previously 5 mm) in the left lung.", "8", "5")]
    [InlineData("A nodule of 8 mm (5 mm on the prior examination).", "8", "5")]
    [InlineData("The nodule measured 5 mm before and measures 8 mm today.", "8", "5")]
    [InlineData("The nodule was 8 mm previously.", "", "8")]
    [InlineData("In the previous examination the nodule was 6 mm, in the current examination it is 9 mm.", "9", "6")]
    [InlineData("A nodule is seen. It measures 8 mm.", "8", "")]
    [InlineData("Several nodules are seen. The largest is 11 mm.", "11", "")]
    public void Sizes_of_now_and_of_before_are_told_apart(string text, string now, string before)
    {
        var nodule = Reading.Ct(text).Finding("lung nodule");

        Assert.Equal(now, string.Join(' ', nodule.SizeMm ?? []));
        Assert.Equal(before, string.Join(' ', nodule.PriorSizeMm ?? []));
    }

    [Theory]
    [InlineData("Endotracheal tube 4 cm above the carina.")]
    [InlineData("The tip of the endotracheal tube lies 3 cm from the carina.")]
    public void How_far_a_device_lies_from_something_is_no_size(string text) =>
        Assert.Null(Reading.Cxr(text).Finding("medical device").SizeMm);

    private static IEnumerable<string> Sizes(string text, string target) =>
        Reading.Ct(text).Finding(target).Modifiers.Where(static words => words.Any(char.IsAsciiDigit));
}
