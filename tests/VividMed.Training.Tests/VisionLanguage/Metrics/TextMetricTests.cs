using VividMed.Training.VisionLanguage.Metrics;

namespace VividMed.Training.Tests.VisionLanguage.Metrics;

/// <summary>BLEU and ROUGE-L on the examples that others publish.</summary>
public sealed class TextMetricTests
{
    private static readonly string[] Hypothesis = Words("It is a guide to action which ensures that the military always obeys the commands of the party");

    private static readonly string[][] References =
    [
        Words("It is a guide to action that ensures that the military will forever heed Party commands"),
        Words("It is the guiding principle which guarantees the military forces always being under the command of the Party"),
        Words("It is the practical guide for the army always to heed the directions of the party"),
    ];

    [Fact]
    public void Bleu_of_the_example_in_nltks_documentation()
    {
        var first = Bleu.Count(Hypothesis, References);
        var second = Bleu.Count(
            Words("he read the book because he was interested in world history"), Words("he was interested in world history because he read the book"));

        Assert.Equal(0.5046, Bleu.Of([first])!.Value, 4);
        Assert.Equal(0.5921, Bleu.Of([first, second])!.Value, 4);
    }

    [Fact]
    public void A_word_said_too_often_counts_as_often_as_the_reference_has_it() =>
        Assert.Equal(2, Bleu.Count(Words("the the the the the the the"), Words("the cat is on the mat")).Matches[0]);

    [Fact]
    public void A_text_of_half_the_length_pays_the_brevity_penalty()
    {
        var half = Bleu.Of([Bleu.Count(Words("a b c d"), Words("a b c d e f g h"))]);

        Assert.Equal(Math.Exp(-1), half!.Value, 12);
    }

    [Fact]
    public void Without_a_common_sequence_of_four_words_bleu_is_0_and_of_no_text_there_is_none()
    {
        Assert.Equal(0, Bleu.Of([Bleu.Count(Words("a b c x"), Words("a b c d"))]));
        Assert.Null(Bleu.Of([]));
    }

    [Theory]
    [InlineData("police kill the gunman", 0.75)]
    [InlineData("the gunman kill police", 0.5)]
    [InlineData("police killed the gunman", 1)]
    [InlineData("", 0)]
    public void Rouge_of_the_example_in_Lins_paper(string text, double expected) =>
        Assert.Equal(expected, RougeL.Of(Words(text), Words("police killed the gunman")), 12);

    [Fact]
    public void Words_are_compared_in_lower_case_and_signs_apart() =>
        Assert.Equal(["a", "2", ".", "5", "cm", "left", "-", "sided", "nodule", "."], MetricWords.Of("A 2.5 cm left-sided nodule."));

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
