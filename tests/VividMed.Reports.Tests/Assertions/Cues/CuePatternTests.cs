using VividMed.Reports.Assertions.Cues;

namespace VividMed.Reports.Tests.Assertions.Cues;

public sealed class CuePatternTests
{
    [Fact]
    public void A_pattern_is_cut_into_parts_with_their_alternatives() =>
        Assert.Equal([["is", "are", ""], [" not "], ["seen", "noted"]], CuePattern.Parts("(is|are|) not (seen|noted)"));

    [Theory]
    [InlineData("no finding(s|)")]
    [InlineData("(un|)remarkable")]
    public void Alternatives_within_a_word_are_refused(string pattern) =>
        Assert.Throws<FormatException>(() => CuePattern.Parts(pattern).ToList());
}
