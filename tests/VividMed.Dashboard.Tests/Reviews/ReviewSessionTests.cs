using VividMed.Dashboard.Reviews;
using VividMed.Evaluation.Review;
using VividMed.Grounding.Review;
using VividMed.Shards.Tests;
using VividMed.Taxonomy;

namespace VividMed.Dashboard.Tests.Reviews;

public sealed class ReviewSessionTests
{
    private static readonly ReviewItem[] Items = [.. ReviewItem.Of(TestSamples.Radiograph("a")), .. ReviewItem.Of(TestSamples.Radiograph("b"))];

    [Fact]
    public void A_verdict_leads_to_the_next_item_without_one()
    {
        var session = new ReviewSession(Sheet(), [new ReviewAnswer(Items[1].Id, VerdictKind.Accept)]);

        Assert.NotNull(session.Judge(VerdictKind.Accept, correction: null).Answer);

        Assert.Equal(Items[2].Id, session.Item.Id);
        Assert.Equal(2, session.Answered);
    }

    [Fact]
    public void A_verdict_that_cannot_be_followed_says_what_is_missing_and_changes_nothing()
    {
        var session = new ReviewSession(Sheet(), []);

        var (answer, problem) = session.Judge(VerdictKind.WrongText, correction: null);

        Assert.Null(answer);
        Assert.Contains("what the words mean", problem, StringComparison.Ordinal);
        Assert.Equal((0, 0), (session.Position, session.Answered));
    }

    [Fact]
    public void A_correction_goes_with_its_verdict_and_never_with_an_acceptance()
    {
        var session = new ReviewSession(Sheet(), []);
        var side = new ReviewCorrection { Side = Side.Right };

        Assert.Equal(side, session.Judge(VerdictKind.WrongSide, side).Answer?.Correction);
        Assert.Null(session.Judge(VerdictKind.Accept, side).Answer?.Correction);
    }

    [Fact]
    public void Undo_takes_back_the_last_answer_and_returns_to_its_item()
    {
        var session = new ReviewSession(Sheet(), []);
        session.Judge(VerdictKind.Accept, correction: null);
        session.Judge(VerdictKind.Accept, correction: null);

        Assert.Equal(Items[1].Id, session.Undo()?.Id);
        Assert.Equal(Items[0].Id, session.Undo()?.Id);
        Assert.Null(session.Undo());
        Assert.Equal(0, session.Answered);
    }

    [Fact]
    public void An_item_that_is_judged_again_has_one_answer()
    {
        var session = new ReviewSession(Sheet(), []);
        session.Judge(VerdictKind.Accept, correction: null);
        session.Move(-1);
        session.Judge(VerdictKind.WrongPhrase, correction: null);

        Assert.Equal([new ReviewAnswer(Items[0].Id, VerdictKind.WrongPhrase)], session.Answers);
    }

    [Fact]
    public void Answers_on_items_of_another_sheet_are_passed_over() =>
        Assert.Equal(0, new ReviewSession(Sheet(), [new ReviewAnswer("another", VerdictKind.Accept)]).Answered);

    private static ReviewSheet Sheet() => new(ReviewSheet.SchemaVersion, "id-1", 1, "recipe", 1, [], Items);
}
