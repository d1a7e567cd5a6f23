using VividMed.Training.Tests.VisionLanguage.Text;
using VividMed.Training.VisionLanguage.Decoding;
using VividMed.Training.VisionLanguage.Text;

namespace VividMed.Training.Tests.VisionLanguage.Decoding;

public sealed class DecodedTextTests
{
    private static readonly Vocabulary Vocabulary = Vocabularies.Of(320, ["There is a small left effusion, and the heart is normal."]);

    [Fact]
    public void Phrases_are_told_by_their_place_in_the_text_and_among_the_tokens()
    {
        var answer = Tokens(" There is a< small left effusion>, and< the heart> is normal.");

        var text = DecodedText.From(Vocabulary, answer);

        Assert.Equal("There is a small left effusion, and the heart is normal.", text.Text);
        Assert.Equal(["small left effusion", "the heart"], text.Phrases.Select(phrase => text.Text[phrase.Start..phrase.End]));
        Assert.All(text.Phrases, phrase =>
        {
            Assert.Equal(Vocabulary.PhraseBegin, answer[phrase.FirstToken - 1]);
            Assert.Equal(Vocabulary.PhraseEnd, answer[phrase.ClosingToken]);
        });
    }

    [Fact]
    public void White_space_around_a_text_moves_no_phrase()
    {
        var text = DecodedText.From(Vocabulary, Tokens("   The< heart>  "));

        Assert.Equal("The heart", text.Text);
        Assert.Equal("heart", text.Text[text.Phrases[0].Start..text.Phrases[0].End]);
    }

    [Fact]
    public void A_text_without_phrases_has_none_and_an_open_one_counts_for_nothing()
    {
        Assert.Empty(DecodedText.From(Vocabulary, Tokens(" the heart is normal.")).Phrases);
        Assert.Empty(DecodedText.From(Vocabulary, Tokens(" the< heart")).Phrases);
        Assert.Equal("", DecodedText.From(Vocabulary, []).Text);
    }

    /// <summary>Angles stand for the signs of a phrase.</summary>
    private static List<int> Tokens(string text)
    {
        var tokens = new List<int>();
        var from = 0;
        for (var at = 0; at <= text.Length; at++)
        {
            if (at < text.Length && text[at] is not ('<' or '>')) continue;
            tokens.AddRange(Vocabulary.EncodeRest(text[from..at]));
            if (at < text.Length) tokens.Add(text[at] == '<' ? Vocabulary.PhraseBegin : Vocabulary.PhraseEnd);
            from = at + 1;
        }

        return tokens;
    }
}
