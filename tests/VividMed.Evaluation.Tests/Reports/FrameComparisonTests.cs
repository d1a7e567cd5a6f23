using VividMed.Evaluation.Reports;
using VividMed.Reports;
using VividMed.Taxonomy;

namespace VividMed.Evaluation.Tests.Reports;

/// <summary>What the tagger reads of a marked mention is right, wrong or missing, question by question.</summary>
public sealed class FrameComparisonTests
{
    private const string Text = "Small left effusion of 12 mm has improved.";

    private static readonly GoldMention Gold = new(
        "effusion", "wanted", ["pleural effusion"], ["present"], ["current"], ["left"], [], ["better"], ["definite"], [12], null, null);

    private static readonly Finding Read = new(
        0, 19, "Small left effusion", "pleural effusion", FindingKind.Abnormality, Polarity.Present, Temporality.Current, Side.Left, 0, [])
    {
        Change = Change.Better, SizeMm = [12],
    };

    [Fact]
    public void A_mention_that_is_read_as_marked_hits_every_question()
    {
        var outcomes = FrameComparison.Compare(Gold, Text, Report(Read)).ToList();

        Assert.Equal(["strict", "presentNow", "side", "change", "size"], outcomes.Select(static one => one.Question));
        Assert.All(outcomes, static one => Assert.Equal(LabelOutcome.Hit, one.Outcome));
    }

    [Fact]
    public void A_mention_that_is_not_read_misses_every_question() =>
        Assert.All(FrameComparison.Compare(Gold, Text, Report()), static one => Assert.Equal(LabelOutcome.Miss, one.Outcome));

    [Fact]
    public void A_wrong_side_is_a_miss_and_a_false_alarm_and_not_strictly_right()
    {
        var outcomes = FrameComparison.Compare(Gold, Text, Report(Read with { Side = Side.Right })).ToList();

        Assert.Contains(("strict", LabelOutcome.Miss), outcomes);
        Assert.Contains(("side", LabelOutcome.Miss), outcomes);
        Assert.Contains(("side", LabelOutcome.FalseAlarm), outcomes);
        Assert.Contains(("presentNow", LabelOutcome.Hit), outcomes);
    }

    [Fact]
    public void A_denied_mention_that_is_read_as_present_is_a_false_alarm()
    {
        var outcomes = FrameComparison.Compare(Gold with { Polarity = ["absent"], Change = [], SizeMm = null }, Text, Report(Read)).ToList();

        Assert.Contains(("presentNow", LabelOutcome.FalseAlarm), outcomes);
    }

    [Theory]
    [InlineData(true, LabelOutcome.Miss)]
    [InlineData(false, LabelOutcome.Hit)]
    public void What_must_not_be_present_is_right_as_long_as_nobody_claims_it(bool claimed, LabelOutcome outcome)
    {
        var outcomes = FrameComparison.Compare(Gold with { Expect = GoldMention.NotPresent }, Text, claimed ? Report(Read) : Report());

        Assert.Contains(("strict", outcome), outcomes);
    }

    [Theory]
    [InlineData(Certainty.Definite, LabelOutcome.Miss)]
    [InlineData(Certainty.Probable, LabelOutcome.Hit)]
    public void Doubt_is_asked_of_what_gold_doubts(Certainty read, LabelOutcome outcome) => Assert.Contains(
        ("doubt", outcome), FrameComparison.Compare(Gold with { Certainty = ["probable"] }, Text, Report(Read with { Certainty = read })));

    [Fact]
    public void A_mention_is_found_by_its_offsets_where_the_same_words_stand_twice()
    {
        const string text = "No\n effusion. Small left  effusion.";
        const string read = "No effusion. Small left effusion.";
        var report = new TaggedReport(read, [], [new TextSpan(0, 12), new TextSpan(13, 33)],
        [
            Read with { Start = 3, End = 11, Polarity = Polarity.Absent, Side = Side.None },
            Read with { Start = 13, End = 32, Sentence = 1 },
        ]);
        var gold = Gold with { Anchor = "effusion", At = new TextSpan(text.LastIndexOf("effusion", StringComparison.Ordinal), text.Length - 1) };

        Assert.All(FrameComparison.Compare(gold, text, report), static one => Assert.Equal(LabelOutcome.Hit, one.Outcome));
        Assert.Contains(("strict", LabelOutcome.Miss), FrameComparison.Compare(gold with { At = null }, text, report));
    }

    private static TaggedReport Report(params Finding[] findings) => new(Text, [], [new TextSpan(0, Text.Length)], findings);
}
