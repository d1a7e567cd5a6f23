using CsCheck;
using VividMed.Training.VisionLanguage.Contracts;
using VividMed.Training.VisionLanguage.Text;

namespace VividMed.Training.Tests.VisionLanguage.Text;

public sealed class CallWordsTests
{
    [Fact]
    public void A_call_names_what_it_calls_for() =>
        Gen.String.Where(static name => name.Trim().Length > 0).Sample(static name => Assert.Equal(name.Trim(), CallWords.NameIn(CallWords.CallOf(name))));

    [Theory]
    [InlineData("yes")]
    [InlineData("call:")]
    [InlineData("call:  ")]
    [InlineData("Nobody should call: left effusion")]
    public void Another_answer_calls_for_nothing(string answer) => Assert.Null(CallWords.NameIn(answer));

    [Fact]
    public void Every_outcome_has_words_of_its_own_and_no_failure_reads_as_a_place()
    {
        var told = LocalizerFailure.All.Select(static failure => CallWords.ResultOf(isFound: false, failure)).Append(CallWords.ResultOf(true, null)).Append(CallWords.ResultOf(false, null)).ToList();
        Assert.Equal(told.Count, told.Distinct(StringComparer.Ordinal).Count());
        Assert.All(LocalizerFailure.All, static failure => Assert.EndsWith(failure.Words, CallWords.AnswerOf(isFound: false, failure), StringComparison.Ordinal));
        Assert.Equal(LocalizerFailure.All.Count, LocalizerFailure.All.Select(static failure => failure.Code).Distinct(StringComparer.Ordinal).Count());
    }
}
