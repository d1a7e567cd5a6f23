using CsCheck;
using VividMed.Reports.Language;

namespace VividMed.Reports.Tests.Language;

public sealed class TokenizerTests
{
    private static readonly Gen<string> Text = Gen.OneOf(Gen.String[Gen.Char["aZ5é'’.,;:?)(-/–\n x"], 0, 40], Gen.String[0, 40]);

    [Fact]
    public void Tokens_come_in_order_and_leave_out_only_white_space_and_what_joins() =>
        Gen.Select(Text, Gen.Int[0, 40], Gen.Int[0, 40]).Sample(
        static (text, one, other) =>
        {
            var (start, end) = (Math.Min(Math.Min(one, other), text.Length), Math.Min(Math.Max(one, other), text.Length));
            var tokens = Read(text, start, end);
            var at = start;
            foreach (var token in tokens)
            {
                Assert.InRange(token.Start, at, end);
                Assert.InRange(token.End, token.Start + 1, end);
                Gap(text[at..token.Start], token.Joined);
                at = token.End;
            }

            Gap(text[at..end], joined: null);
        },
        iter: 5_000);

    [Theory]
    [InlineData("5mm nodule", "5|mm|nodule")]
    [InlineData("3.5 cm", "3.5|cm")]
    [InlineData("12x10mm", "12x10|mm")]
    [InlineData("1,200 ml", "1,200|ml")]
    [InlineData("patient's left-sided", "patient's|left|sided")]
    [InlineData("effusion/edema.", "effusion|edema|.")]
    [InlineData("No edema, (small)?", "No|edema|,|(|small|)|?")]
    [InlineData("' a.b .5", "'|a|.|b|.|5")]
    [InlineData("T5mm", "T5mm")]
    public void Text_is_cut_into_words_numbers_and_marks(string text, string expected) =>
        Assert.Equal(expected, string.Join('|', Read(text, 0, text.Length).Select(token => text[token.Start..token.End])));

    [Fact]
    public void Marks_numbers_and_words_are_told_apart() => Assert.Equal(
        [
            TokenKind.Word, TokenKind.Number, TokenKind.Comma, TokenKind.Semicolon, TokenKind.Colon, TokenKind.Question,
            TokenKind.ClosingBracket, TokenKind.Other,
        ],
        Read("a 1 , ; : ? ) (", 0, 15).Select(static token => token.Kind));

    [Theory]
    [InlineData("effusions", "effusion")]
    [InlineData("arteries", "artery")]
    [InlineData("Masses", "mass")]
    [InlineData("apexes", "apex")]
    [InlineData("branches", "branch")]
    [InlineData("Patient's", "patient")]
    [InlineData("patient’s", "patient")]
    public void A_plural_is_its_singular(string plural, string singular)
    {
        var vocabulary = new Vocabulary();
        var id = vocabulary.Find(singular, learn: true, out var isPlural);
        Assert.False(isPlural);
        Assert.Equal(id, vocabulary.Find(plural, learn: false, out isPlural));
        Assert.True(isPlural);
    }

    [Theory]
    [InlineData("mass")]
    [InlineData("thrombus")]
    [InlineData("stenosis")]
    [InlineData("gas")]
    public void A_singular_that_ends_in_s_is_none(string word)
    {
        new Vocabulary().Find(word, learn: true, out var plural);
        Assert.False(plural);
    }

    [Fact]
    public void A_word_longer_than_any_rule_s_is_never_learned()
    {
        var vocabulary = new Vocabulary();
        Assert.Equal(0, vocabulary.Find(new string('a', 41), learn: true, out _));
        Assert.Equal(1, vocabulary.Find(new string('a', 40), learn: true, out _));
        Assert.Equal(0, vocabulary.Find("other", learn: false, out _));
    }

    private static List<Token> Read(string text, int start, int end)
    {
        var tokens = new List<Token>();
        new Tokenizer(new Vocabulary()).Read(text, start, end, tokens);
        return tokens;
    }

    private static void Gap(string gap, bool? joined)
    {
        Assert.All(gap, static letter => Assert.True(char.IsWhiteSpace(letter) || letter is '-' or '/' or '–'));
        if (joined == true) Assert.Contains(gap, static letter => letter is '-' or '/' or '–');
    }
}
