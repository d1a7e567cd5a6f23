using CsCheck;
using VividMed.Training.VisionLanguage.Text;

namespace VividMed.Training.Tests.VisionLanguage.Text;

public sealed class CaseMarksTests
{
    private static readonly Gen<string> Texts =
        Gen.OneOf(Gen.Char["abABzZ"], Gen.Char[" \n\t."], Gen.Char["\u000E\u000F\u0010"], Gen.Char["é日5İß"]).Array[0, 24].Select(static signs => new string(signs));

    [Theory]
    [InlineData("lungs", "lungs")]
    [InlineData("Lungs are clear", "\u000Elungs are clear")]
    [InlineData("the Heart", "the\u000E heart")]
    [InlineData("FINDINGS: no CT", "\u000Ffindings: no\u000F ct")]
    [InlineData("A 5 mmHg", "\u000Ea 5 mmHg")]
    public void A_mark_stands_before_the_word_and_its_space(string text, string marked)
    {
        Assert.Equal(marked, CaseMarks.Write(text));
        Assert.Equal(text, CaseMarks.Read(marked));
    }

    [Fact]
    public void Any_text_comes_back() => Texts.Sample(static text => CaseMarks.Read(CaseMarks.Write(text)) == text, iter: 20_000);

    [Theory]
    [InlineData("\u000E")]
    [InlineData("\u000F \u000E")]
    [InlineData("\u0010")]
    public void Marks_that_nothing_follows_do_no_harm(string marked) => Assert.True(CaseMarks.Read(marked).Length <= 1);
}
