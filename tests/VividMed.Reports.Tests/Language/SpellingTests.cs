using VividMed.Reports.Language;

namespace VividMed.Reports.Tests.Language;

public sealed class SpellingTests
{
    private static readonly Spelling Known = Make("atelectasis", "consolidation", "interlobular");

    [Theory]
    [InlineData("atelecasis")]
    [InlineData("atelecttasis")]
    [InlineData("atelektasis")]
    [InlineData("ateletcasis")]
    public void One_slip_in_a_long_word_is_seen_through(string word) => Assert.Equal(1, Known.Find(word));

    [Theory]
    [InlineData("atelectasi", "the ending is grammar")]
    [InlineData("telectasis", "the beginning may be another word's")]
    [InlineData("ateleksis", "two slips")]
    [InlineData("intralobular", "two slips make another word")]
    [InlineData("effusion", "unlike any")]
    public void Other_words_stay_unknown(string word, string why) => Assert.True(Known.Find(word) == 0, why);

    [Fact]
    public void A_slip_of_two_words_is_of_none() => Assert.Equal(0, Make("thoracotomies", "thoracotonies").Find("thoracotoxies"));

    [Theory]
    [InlineData("Fibroatelectassis in the lingula.", "pulmonary scarring")]
    [InlineData("Emphysemattous changes.", "pulmonary emphysema")]
    [InlineData("Left pnuemothorax.", "pneumothorax")]
    [InlineData("Mild cardiomegally.", "cardiomegaly")]
    public void A_slip_hides_no_finding(string text, string target) => Assert.Contains(target, Reading.Ct(text).Targets());

    private static Spelling Make(params string[] words)
    {
        var spelling = new Spelling();
        for (var i = 0; i < words.Length; i++) spelling.Add(words[i], i + 1);
        return spelling;
    }
}
