using CsCheck;
using VividMed.Grounding.Questions;
using VividMed.Taxonomy;

namespace VividMed.Grounding.Tests;

public sealed class QuestionBalanceTests
{
    private static readonly Gen<string[]> Answers = Gen.OneOf("yes", "yes", "yes", "no", "open").Array[0, 40];

    [Fact]
    public void Answers_that_stay_stand_equally_often()
    {
        Answers.Sample(static answers =>
        {
            var counts = Balanced(answers).CountBy(static answer => answer).Select(static answer => answer.Value).ToList();
            return counts.Count != 1 && counts.Distinct().Count() <= 1;
        });
    }

    [Fact]
    public void No_other_number_of_answers_would_keep_more_questions()
    {
        Answers.Sample(static answers =>
        {
            var counts = answers.CountBy(static answer => answer).Select(static answer => answer.Value).OrderDescending().ToList();
            var most = counts.Skip(1).Select((count, at) => count * (at + 2)).DefaultIfEmpty(0).Max();
            return Balanced(answers).Count == most;
        });
    }

    [Fact]
    public void A_question_that_always_has_one_answer_is_not_asked()
    {
        Assert.Empty(Balanced("yes", "yes", "yes"));
        Assert.Equal(["yes", "no"], Balanced("yes", "no"));
    }

    [Fact]
    public void Subjects_are_balanced_each_by_itself()
    {
        var kept = QuestionBalance.Apply([Of("s1", ("a", "yes"), ("b", "yes")), Of("s2", ("a", "yes"), ("b", "no"))]);

        Assert.All(kept, static sample => Assert.Equal(["b"], sample.Questions.Select(static question => question.Subject)));
    }

    [Fact]
    public void What_stays_does_not_depend_on_the_order_of_the_studies()
    {
        Sample[] samples = [.. Enumerable.Range(0, 20).Select(static at => Of($"s{at}", ("a", at % 3 == 0 ? "no" : "yes")))];
        static IEnumerable<string> Kept(IReadOnlyList<Sample> samples) => QuestionBalance.Apply(samples).Where(static sample => sample.Questions.Count > 0).Select(static sample => sample.Id).Order(StringComparer.Ordinal);

        Assert.Equal(Kept(samples), Kept([.. samples.Reverse()]));
    }

    [Fact]
    public void A_correction_changes_its_own_samples_questions_and_no_others()
    {
        Sample[] before = [.. Enumerable.Range(0, 12).Select(static at => Of($"s{at}", ("a", at % 2 == 0 ? "no" : "yes"), ("b", "yes")))];
        Sample[] after = [Of("s0", ("a", "yes")), .. before[1..]];

        var kept = QuestionBalance.Apply(after, new Dictionary<string, IReadOnlyList<QuestionAnswer>> { ["s0"] = before[0].Questions });

        Assert.Empty(kept[0].Questions); // its own no longer ask what stayed
        Assert.Equal(QuestionBalance.Apply(before).Skip(1).Select(static sample => sample.Questions.Count), kept.Skip(1).Select(static sample => sample.Questions.Count));
    }

    private static List<string> Balanced(params string[] answers) =>
        [.. QuestionBalance.Apply([.. answers.Select(static (answer, at) => Of($"s{at}", ("a", answer)))]).SelectMany(static sample => sample.Questions).Select(static question => question.Answer)];

    private static Sample Of(string id, params (string Subject, string Answer)[] questions) => new(
        id, "mimic-cxr", "train", "p", id, Modality.Cxr, [Scene.Radiograph], new SampleReport("", []), [], [],
        [.. questions.Select(static question => new QuestionAnswer("?", question.Answer, "presence", []) { Subject = question.Subject })],
        new Provenance(new Dictionary<string, string>(), "", "", ""));
}
