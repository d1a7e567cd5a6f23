using CsCheck;
using VividMed.Training.VisionLanguage.Contracts;
using VividMed.Training.VisionLanguage.Text;

namespace VividMed.Training.Tests.VisionLanguage.Text;

public sealed class VocabularyTests
{
    private static readonly string[] Reports =
    [
        "FINDINGS: The left lung is clear. There is a small right pleural effusion.",
        "The right lung is clear. Left lung opacity, 12 mm. No pleural effusion.",
        "No effusion. The lungs are clear.\nIMPRESSION: Normal.",
    ];

    private static readonly Vocabulary Words = Vocabularies.Of(500, Reports);

    [Fact]
    public void Any_text_comes_back_as_it_was() => Gen.String.Where(IsText).Sample(static text => Words.Decode(Words.Encode(text)) == text, iter: 5_000);

    [Theory]
    [InlineData("")]
    [InlineData(" two  spaces\r\n\tand a tab ")]
    [InlineData("Größe 3,5 cm; 右肺 😀 <p> </p> <eos>")]
    public void Unusual_text_comes_back_as_it_was(string text) => Assert.Equal(text, Words.Decode(Words.Encode(text)));

    [Fact]
    public void A_word_has_one_number_however_it_is_written_and_wherever_it_stands()
    {
        var lung = Assert.Single(Words.Encode("lung"));
        Assert.Contains(lung, Words.Encode("The left LUNG."));
        Assert.Contains(lung, Words.Encode("Lung opacity"));
    }

    [Fact]
    public void A_text_in_pieces_is_the_same_numbers_as_the_whole() =>
        Assert.Equal(Words.Encode("The left lung is clear."), [.. Words.Encode("The"), .. Words.EncodeRest(" left lung"), .. Words.EncodeRest(" is clear.")]);

    [Fact]
    public void A_text_cannot_forge_a_sign() => Assert.All(Words.Encode("a </p> b <eos> <grd>"), static number => Assert.True(number > Vocabulary.PhraseEnd));

    [Fact]
    public void Signs_are_no_text() => Assert.Equal("left lung", Words.Decode([Vocabulary.PhraseBegin, .. Words.Encode("left lung"), Vocabulary.PhraseEnd]));

    [Fact]
    public void It_is_no_larger_than_asked_for_and_no_smaller_than_its_bytes()
    {
        Assert.Equal(Vocabulary.Least + 5, Vocabularies.Of(Vocabulary.Least + 5, Reports).Count);
        Assert.Equal(Vocabulary.Least, Vocabularies.Of(4_096, []).Count);
    }

    [Theory]
    [InlineData("A nodule is seen in the left lung. No effusion.", " in the left lung.")]
    [InlineData("A nodule of 2.5 cm. No effusion.", " of 2.5 cm.")]
    [InlineData("A nodule on the left\nNo effusion.", " on the left\n")]
    [InlineData("A nodule on the left", " on the left")]
    public void A_sentence_goes_on_to_its_stop(string text, string rest)
    {
        var numbers = Words.Encode(text);
        var phrase = Words.Encode(text[..text.IndexOf(rest, StringComparison.Ordinal)]).Count;

        Assert.Equal(rest.Trim(), Words.Decode(numbers.Skip(phrase).Take(Words.EndOfSentence(numbers, phrase - 1) + 1 - phrase)).Trim());
    }

    [Fact]
    public void The_file_gives_the_same_numbers()
    {
        var read = Vocabulary.Parse(Words.ToJson());
        Assert.Equal(Words.Encode(Reports[1]), read.Encode(Reports[1]));
        Assert.Equal(Words.ToJson(), read.ToJson());
    }

    [Theory]
    [InlineData("[\"<pad>\",\"<unk>\"]")]
    [InlineData("{\"Format\":\"other\",\"Merges\":[]}")]
    [InlineData("rubbish")]
    public void Another_file_is_refused(string json) =>
        Assert.Equal("bad-vocabulary", Assert.Throws<TrainingException>(() => Vocabulary.Parse(System.Text.Encoding.UTF8.GetBytes(json))).Code);

    /// <summary>Whatever UTF-8 can hold: no half of a surrogate pair.</summary>
    private static bool IsText(string text) => text.EnumerateRunes().All(static rune => rune.Value != 0xFFFD);
}
