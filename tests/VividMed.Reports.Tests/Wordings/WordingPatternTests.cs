using VividMed.Reports.Wordings;

namespace VividMed.Reports.Tests.Wordings;

public sealed class WordingPatternTests
{
    private static readonly Dictionary<string, string> Words = new() { ["side"] = "left|right" };

    [Theory]
    [InlineData("not seen", "not seen")]
    [InlineData("(is|are|) not seen", "is not seen/are not seen/ not seen")]
    [InlineData("on the {side}", "on the left/on the right")]
    [InlineData("(both|{side})", "both/left/right")]
    [InlineData("(a|b) (c|d)", "a c/a d/b c/b d")]
    public void A_pattern_stands_for_each_of_its_wordings(string pattern, string phrases) =>
        Assert.Equal(phrases.Split('/'), Spell(WordingPattern.Parts(pattern, Words)));

    [Theory]
    [InlineData("(is|are not seen")]
    [InlineData("on the {side")]
    [InlineData("on the {place}")]
    [InlineData("nodul(e|ar)")]
    public void What_does_not_close_is_not_listed_or_cuts_a_word_is_refused(string pattern) =>
        Assert.Contains($"'{pattern}'", Assert.Throws<LanguageException>(() => WordingPattern.Parts(pattern, Words)).Message, StringComparison.Ordinal);

    private static IEnumerable<string> Spell(IEnumerable<string[]> parts) =>
        parts.Aggregate((IEnumerable<string>)[""], static (phrases, texts) => phrases.SelectMany(phrase => texts.Select(text => phrase + text)));
}
