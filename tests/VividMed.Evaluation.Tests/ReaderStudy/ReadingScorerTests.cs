using CsCheck;
using VividMed.Evaluation.ReaderStudy;
using VividMed.Grounding;

namespace VividMed.Evaluation.Tests.ReaderStudy;

public sealed class ReadingScorerTests
{
    private static readonly Sample Sample = ReadingScene.Samples(1)[0];

    [Theory]
    [InlineData(PlantedErrorKind.Omission)]
    [InlineData(PlantedErrorKind.Insertion)]
    [InlineData(PlantedErrorKind.Direction)]
    [InlineData(PlantedErrorKind.Size)]
    [InlineData(PlantedErrorKind.Unit)]
    [InlineData(PlantedErrorKind.Typo)]
    public void A_draft_left_as_it_is_catches_nothing_and_the_report_everything(PlantedErrorKind kind)
    {
        foreach (var key in Keys(kind))
        {
            Assert.Equal((false, false, 0), Verdict(key, key.Draft));
            Assert.Equal((true, true, 0), Verdict(key, key.Report));
            Assert.Equal((true, true, 0), Verdict(key, key.Report.Replace(". ", ".\n", StringComparison.Ordinal).ToUpperInvariant()));
        }
    }

    [Fact]
    public void What_was_left_out_is_caught_in_any_words_and_place()
    {
        var key = Keys(PlantedErrorKind.Omission).First(static key => key.Errors[0].Target == "pleural effusion");

        Assert.Equal((true, false, 0), Verdict(key, key.Draft + " Fluid in the left pleural space: moderate left pleural effusion."));
        Assert.False(Verdict(key, key.Draft + " No pleural effusion.").Caught);
        Assert.False(Verdict(key, key.Draft + " Right pleural effusion.").Caught);
    }

    [Fact]
    public void A_wrong_number_that_becomes_another_wrong_one_is_caught_and_not_corrected()
    {
        var key = Keys(PlantedErrorKind.Size)[0];

        Assert.Equal((true, false, 0), Verdict(key, key.Draft.Replace("24 mm", "18 mm", StringComparison.Ordinal)));
        Assert.Equal((true, true, 0), Verdict(key, key.Draft.Replace("24 mm", "12mm", StringComparison.Ordinal)));
    }

    [Fact]
    public void An_edit_beside_an_error_catches_nothing_and_is_a_false_alarm()
    {
        var key = Keys(PlantedErrorKind.Direction).First(static key => key.Errors[0].Target == "pleural effusion");

        Assert.Equal((false, false, 1), Verdict(key, key.Draft.Replace("small right", "large right", StringComparison.Ordinal)));
    }

    [Fact]
    public void Taking_away_what_is_right_is_one_alarm_a_place_and_adding_is_none()
    {
        var key = Keys(PlantedErrorKind.Typo)[0];

        Assert.Equal(2, Verdict(key, key.Draft.Replace("mild ", "", StringComparison.Ordinal).Replace("No pneumothorax", "Pneumothorax", StringComparison.Ordinal)).Alarms);
        Assert.Equal(0, Verdict(key, key.Draft + " Compare with earlier images.").Alarms);
    }

    [Fact]
    public void Without_a_draft_only_what_the_text_states_counts()
    {
        var key = Keys(PlantedErrorKind.Insertion)[0];
        var own = Score(key, "There is a left pleural effusion and a nodule in the left lung.", ReadingArm.None);

        Assert.Empty(own.Errors);
        Assert.Equal(0, own.Alarms);
        var stated = key.Findings.Zip(own.Stated).ToDictionary(static pair => pair.First.Target, static pair => pair.Second);
        Assert.Equal((true, false, false), (stated["pleural effusion"], stated["lung nodule"], stated["cardiomegaly"])); // the nodule is on the right
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \n\t")]
    [InlineData("...")]
    public void An_empty_report_states_nothing_and_took_everything_away(string text)
    {
        var key = Keys(PlantedErrorKind.Direction)[0];

        Assert.All(Score(key, text, ReadingArm.Grounded).Stated, Assert.False);
        Assert.True(Verdict(key, text).Caught); // the wrong word is gone with the rest
    }

    [Fact]
    public void Texts_are_aligned_by_their_longest_common_order() => Gen.Select(Gen.OneOf(Gen.Const("left"), Gen.Const("right"), Gen.Const("small"), Gen.Const("5")).Array[0, 30], Gen.Int[0, 29], Gen.Int[0, 29])
        .Sample(static (words, from, length) =>
        {
            var text = string.Join(' ', words);
            Assert.Empty(new TextAlignment(text, text).Gone());
            var (start, end) = (Math.Min(from, words.Length), Math.Min(from + length, words.Length));
            var gone = new TextAlignment(text, string.Join(' ', words[..start].Concat(words[end..]))).Gone().Sum(run => TextAlignment.Words(text, run.Start, run.End).Count);
            Assert.Equal(end - start, gone);
        });

    [Theory]
    [InlineData("There is fluid. There is air. There is a mass.", "There is fluid. There is a mass.", "There is air")]
    [InlineData("There is fluid. There is air.", "There is air.", "There is fluid")]
    [InlineData("There is fluid. There is air.", "There is fluid.", "There is air")]
    [InlineData("No air. No fluid. No mass.", "No air. No mass.", "No fluid")]
    public void Whole_sentences_come_and_go(string text, string without, string gone)
    {
        var run = Assert.Single(new TextAlignment(text, without).Gone());
        var at = text.IndexOf(gone, StringComparison.Ordinal);

        Assert.Equal(gone, text[run.Start..run.End]);
        Assert.Equal(TextAlignment.Words(gone), new TextAlignment(without, text).Around(Math.Min(at, without.Length), Math.Min(at, without.Length)).Now);
    }

    [Fact]
    public void Two_long_texts_with_nothing_in_common_are_told_at_once() =>
        Assert.Single(new TextAlignment(string.Concat(Enumerable.Repeat("left ", 20_000)), string.Concat(Enumerable.Repeat("right ", 20_000))).Gone());

    private static List<KeyCase> Keys(PlantedErrorKind kind) => [.. ErrorPlanter.Places(Sample, kind).Select(static place =>
        KeyCase.Of(new ReadingCase("c001", Sample, ReadingDraft.Of("c001", Sample.Report.Text, [place]))))];

    private static ScoredReading Score(KeyCase key, string text, ReadingArm arm) =>
        ReadingScene.Scorer.Score(new PlannedReading("r1", 1, 1, key.Name, arm), new ReadingAnswer(key.Name, arm, 60, text), key);

    private static (bool Caught, bool Corrected, int Alarms) Verdict(KeyCase key, string text)
    {
        var scored = Score(key, text, ReadingArm.Draft);
        var error = Assert.Single(scored.Errors);
        return (error.IsCaught, error.IsCorrected, scored.Alarms);
    }
}
