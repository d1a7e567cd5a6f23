using VividMed.Grounding;
using VividMed.Shards.Quality;

namespace VividMed.Shards.Tests.Quality;

public sealed class TextOnlyBaselineTests
{
    [Fact]
    public void What_is_asked_as_often_with_yes_as_with_no_cannot_be_guessed()
    {
        var type = Measure(Enumerable.Range(0, 200).Select(static at => ("Is there any nodule?", "nodule", at / 5 % 2 == 0 ? "yes" : "no")));

        Assert.Equal((200, 2, 0.5), (type.Questions, type.Answers, type.Chance));
        Assert.True(type.Holds);
    }

    [Fact]
    public void An_answer_that_is_nearly_always_right_is_guessed_by_its_frequency()
    {
        var type = Measure(Enumerable.Range(0, 200).Select(static at => ("How many?", "nodule", at % 10 == 0 ? "2" : "1")));

        Assert.Equal(0.9, type.Majority, 3);
        Assert.Equal(0.4, type.Gain, 3);
        Assert.False(type.Holds);
    }

    [Fact]
    public void An_answer_that_the_words_give_away_is_guessed_from_them()
    {
        // Half of all answers are yes, but whoever reads what is asked for knows which.
        var type = Measure(Enumerable.Range(0, 400).Select(static at => at / 5 % 2 == 0
            ? ("Is there any edema?", "edema", at % 40 == 0 ? "no" : "yes")
            : ("Is there any nodule?", "nodule", at % 41 == 0 ? "yes" : "no")));

        Assert.True(type.Majority < 0.6);
        Assert.True(type.Words > 0.9);
        Assert.False(type.Holds);
    }

    [Fact]
    public void Chance_is_a_guess_among_the_answers_of_the_same_question()
    {
        var type = Measure([("Where?", "a", "left"), ("Where?", "a", "right"), ("Where?", "b", "base"), ("Where?", "b", "apex")]);

        Assert.Equal((4, 0.5), (type.Answers, type.Chance));
    }

    [Fact]
    public void Types_are_measured_each_by_itself()
    {
        var baseline = new TextOnlyBaseline();
        baseline.Add(TestSamples.Radiograph("s1") with { Questions = [new("a", "b", "side", []), new("c", "d", "plane", [])] });

        Assert.Equal(["plane", "side"], baseline.Measure().Select(static type => type.Type));
        Assert.Empty(new TextOnlyBaseline().Measure());
    }

    private static TextOnlyAccuracy Measure(IEnumerable<(string Question, string Subject, string Answer)> asked)
    {
        var baseline = new TextOnlyBaseline();
        foreach (var (question, subject, answer) in asked)
        {
            baseline.Add(TestSamples.Radiograph("s1") with { Questions = [new QuestionAnswer(question, answer, "presence", []) { Subject = subject }] });
        }

        return Assert.Single(baseline.Measure());
    }
}
