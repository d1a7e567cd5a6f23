using VividMed.Reports.Assertions;
using VividMed.Reports.Language;
using VividMed.Reports.Wordings;

namespace VividMed.Reports.Tests.Assertions;

/// <summary>Phrases in square brackets that are history by their nature, and those that are not.</summary>
public sealed class SocialHistoryTests
{
    private static readonly Lexicon Rules = ReportLanguage.BuiltIn.Words.BeginLexicon();
    private static readonly SocialHistory Life = new(ReportLanguage.BuiltIn.File, Rules);

    [Theory]
    [InlineData("He admits to [tobacco abuse] and little else.")]
    [InlineData("[Illicit drug use] was denied")]
    [InlineData("[heavy cocaine abuse of many years]")]
    [InlineData("She has [three pack years] behind her.")]
    [InlineData("[Chronically] short of breath")]
    public void A_habit_is_history_wherever_it_stands(string text) => Assert.True(Holds(text));

    [Theory]
    [InlineData("[Hypertension]")]
    [InlineData("[GERD].")]
    [InlineData("1) [diabetes mellitus type II], 2) [x]")]
    [InlineData("3: [Crohn's disease]; stable")]
    [InlineData("Seen for his [COPD] today.")]
    [InlineData("the patient's [atrial fibrillation] persists")]
    public void A_standing_condition_is_history_as_an_entry_of_a_list_or_as_somebody_s_own(string text) => Assert.True(Holds(text));

    [Theory]
    [InlineData("The film shows [asthma] changes.")]
    [InlineData("[Hypertension] is noted today.")]
    [InlineData("Diarrhea, [gout]")]
    [InlineData("[hypertension crisis]")]
    [InlineData("[acute hypertension]")]
    [InlineData("[drug reaction]")]
    [InlineData("[Pneumonia].")]
    public void A_condition_within_a_sentence_or_of_other_words_is_not(string text) => Assert.False(Holds(text));

    private static bool Holds(string marked)
    {
        var (start, end) = (marked.IndexOf('[', StringComparison.Ordinal), marked.IndexOf(']', StringComparison.Ordinal) - 1);
        var text = marked.Replace("[", "", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal);
        var tokens = new List<Token>();
        Rules.Tokenizer.Read(text, 0, text.Length, tokens);
        return Life.Holds(
            [.. tokens], tokens.FindIndex(token => token.Start >= start), tokens.FindLastIndex(token => token.End <= end) + 1);
    }
}
