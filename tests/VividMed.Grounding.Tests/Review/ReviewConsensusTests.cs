using System.Text.Json;
using CsCheck;
using VividMed.Grounding.Review;
using VividMed.Imaging.Geometry;
using VividMed.Taxonomy;

namespace VividMed.Grounding.Tests.Review;

public sealed class ReviewConsensusTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 30, 12, 0, 0, TimeSpan.Zero);
    private static readonly ReviewVerdict Wrong = Of(VerdictKind.WrongRegion);

    [Fact]
    public void A_reviewers_last_word_on_a_subject_counts() => Assert.Empty(
        ReviewConsensus.Of([By("ann", Wrong), By("ann", Of(VerdictKind.Accept))]).CorrectionsOf("s"));

    [Fact]
    public void Two_who_differ_settle_nothing_and_a_third_decides()
    {
        ReviewSubmission[] two = [By("ann", Wrong), By("bob", Of(VerdictKind.Accept))];

        Assert.Null(Assert.Single(ReviewConsensus.Of(two).Subjects).Settled);
        Assert.Empty(ReviewConsensus.Of(two).CorrectionsOf("s"));
        Assert.Equal(Wrong, Assert.Single(ReviewConsensus.Of([.. two, By("eve", Wrong)]).CorrectionsOf("s")));
    }

    [Fact]
    public void Who_differ_in_the_correction_differ() => Assert.Null(Assert.Single(ReviewConsensus.Of(
    [
        By("ann", Wrong with { Correction = new ReviewCorrection { Box = Box.Flat(1, 1, 5, 5) } }),
        By("bob", Wrong with { Correction = new ReviewCorrection { Box = Box.Flat(1, 1, 6, 5) } }),
    ]).Subjects).Settled);

    [Fact]
    public void Acceptance_is_no_part_of_a_studys_input_and_nothing_but_what_is_said_is()
    {
        Assert.Null(ReviewConsensus.DigestOf(ReviewConsensus.Of([By("ann", Of(VerdictKind.Accept))]).CorrectionsOf("s")));
        var digest = ReviewConsensus.DigestOf([Wrong]);
        Assert.Equal(digest, ReviewConsensus.DigestOf([Wrong with { Drawn = new ReviewDraw("stratum", 7, Grounded: true) }]));
        Assert.NotEqual(digest, ReviewConsensus.DigestOf([Wrong with { Kind = VerdictKind.WrongSide }]));
        Assert.NotEqual(digest, ReviewConsensus.DigestOf([Wrong with { Correction = new ReviewCorrection { Side = Side.Left } }]));
    }

    [Fact]
    public void What_is_in_force_does_not_depend_on_the_order_of_the_reviewers() => AnyVerdict.Array[0, 12].Select(Gen.Int[1, 4].Array[12]).Sample(static (verdicts, who) =>
    {
        // Each reviewer speaks once on a subject, so that no word of theirs is a later one.
        var submissions = verdicts.Zip(who, static (verdict, name) => By($"r{name}", verdict)).DistinctBy(static one => (one.Reviewer, one.Verdicts[0].Subject)).ToList();
        var forth = ReviewConsensus.Of(submissions);
        submissions.Reverse();
        var back = ReviewConsensus.Of(submissions);

        Assert.Equal(forth.Subjects.Select(static subject => (subject.Subject, subject.Settled?.Kind)), back.Subjects.Select(static subject => (subject.Subject, subject.Settled?.Kind)));
        Assert.Equal(ReviewConsensus.DigestOf(forth.CorrectionsOf("s")), ReviewConsensus.DigestOf(back.CorrectionsOf("s")));
    });

    [Fact]
    public void A_verdict_reads_back_from_JSON_as_it_was() => AnyVerdict.Sample(static verdict =>
        Assert.Equal(verdict, JsonSerializer.Deserialize<ReviewVerdict>(JsonSerializer.Serialize(verdict))));

    [Fact]
    public void Its_JSON_is_words_and_numbers_that_people_read() => Assert.Equal(
        """{"study":"s","reportSha256":"r","start":3,"end":9,"target":"mass","kind":"wrong-side","imageSha256":null,"region":[1,2,0,3,4,1],"correction":{"polarity":null,"temporality":"historical","side":"left","target":null,"box":null},"drawn":null}""",
        JsonSerializer.Serialize(
            Of(VerdictKind.WrongSide) with { Target = "mass", Region = Box.Flat(1, 2, 3, 4), Correction = new ReviewCorrection { Side = Side.Left, Temporality = Temporality.Historical } },
            JsonSerializerOptions.Web));

    [Theory]
    [InlineData("[1,2,3]")]
    [InlineData("[1,2,3,4,5,6,7]")]
    [InlineData("[1,2,3,\"4\"]")]
    [InlineData("{}")]
    public void A_box_of_other_numbers_is_refused(string box) => Assert.Throws<JsonException>(
        () => JsonSerializer.Deserialize<ReviewCorrection>($$"""{"box":{{box}}}""", JsonSerializerOptions.Web));

    [Fact]
    public void A_verdict_that_cannot_be_followed_says_why()
    {
        Assert.Null((Wrong with { Region = Box.Flat(1, 1, 2, 2) }).FindProblem());
        Assert.NotNull(Wrong.FindProblem());
        Assert.NotNull(Of(VerdictKind.WrongText).FindProblem());
        Assert.NotNull(Of(VerdictKind.Missed).FindProblem());
        Assert.NotNull((Of(VerdictKind.Accept) with { Correction = new ReviewCorrection() }).FindProblem());
        Assert.NotNull((Of(VerdictKind.Missed) with { Correction = new ReviewCorrection { Box = Box.Flat(1, 1, 2, 2) } }).FindProblem());
        Assert.NotNull((Of(VerdictKind.Missed) with { ImageSha256 = "i", Correction = new ReviewCorrection { Box = Box.Flat(2, 2, 1, 3) } }).FindProblem());
    }

    [Fact]
    public void Kinds_are_known_by_their_words() =>
        Assert.All(Enum.GetValues<VerdictKind>(), static kind => Assert.Equal(kind, VerdictKinds.Find($" {kind.Word().ToUpperInvariant()} ")));

    private static Gen<ReviewVerdict> AnyVerdict =>
        from start in Gen.Int[0, 1]
        from kind in Gen.Enum<VerdictKind>()
        from x in Gen.Double[0, 50].Nullable()
        from side in Gen.Enum<Side>().Nullable()
        from polarity in Gen.Enum<Polarity>().Nullable()
        select Of(kind) with
        {
            Start = start,
            Region = x is { } left ? Box.Flat(left, 1, left + 3, 4) : null,
            ImageSha256 = x is null ? null : "image",
            Correction = side is null && polarity is null ? null : new ReviewCorrection { Side = side, Polarity = polarity, Box = x is { } at ? Box.Flat(at, 2, 60, 70) : null },
        };

    private static ReviewVerdict Of(VerdictKind kind) => new("s", "r", 3, 9, "pleural effusion", kind);

    private static ReviewSubmission By(string reviewer, ReviewVerdict verdict) => new(reviewer, 1, Noon, [verdict]);
}
