using VividMed.Evaluation.Reports;

namespace VividMed.Evaluation.Tests.Reports;

public sealed class OutcomeTableTests
{
    private const LabelOutcome Hit = LabelOutcome.Hit;
    private const LabelOutcome FalseAlarm = LabelOutcome.FalseAlarm;
    private const LabelOutcome Miss = LabelOutcome.Miss;

    [Fact]
    public void Figures_are_those_worked_out_by_hand()
    {
        // Label 0: 3 hits, 1 false alarm, 2 misses. Label 2: 1 hit, 1 miss. Label 5: nothing but a false alarm.
        var score = Score(
            [[(0, Hit), (2, Hit)], [(0, Hit), (5, FalseAlarm)], [(0, Hit), (2, Miss)], [(0, FalseAlarm)], [(0, Miss)], [(0, Miss)], []]);

        Assert.Equal(7, score.Reports);
        Assert.Equal(
            [LabelSet.OpenI13.Labels[0], LabelSet.OpenI13.Labels[2], LabelSet.OpenI13.Labels[5]],
            score.Classes.Select(static label => label.Label));
        Assert.Equal((3L, 1L, 2L), (score.Classes[0].Hits, score.Classes[0].FalseAlarms, score.Classes[0].Misses));
        AssertFigures(0.75, 0.6, 6 / 9.0, score.Classes[0]);
        AssertFigures(1, 0.5, 2 / 3.0, score.Classes[1]);
        AssertFigures(0, 0, 0, score.Classes[2]);
        AssertFigures(4 / 6.0, 4 / 7.0, 8 / 13.0, score.Micro);
        Assert.Equal((6 / 9.0 + 2 / 3.0) / 3, score.MacroF1.Value, 1e-12);
    }

    [Fact]
    public void Without_resamplings_a_figure_is_its_own_interval()
    {
        var f1 = Score([[(0, Hit)], [(0, Miss)]]).Micro.F1;

        Assert.Equal((f1.Value, f1.Value), (f1.Low, f1.High));
    }

    [Fact]
    public void A_set_without_any_outcome_is_all_zeros_and_never_not_a_number()
    {
        var score = Score([[], []], resamples: 50);

        Assert.Empty(score.Classes);
        Assert.Equal((2, new Figure(0, 0, 0), new Figure(0, 0, 0)), (score.Reports, score.Micro.F1, score.MacroF1));
        Assert.Equal(new Figure(0, 0, 0), Score([], resamples: 50).Micro.Recall);
    }

    [Fact]
    public void Reports_that_agree_in_everything_have_an_interval_of_no_width() =>
        Assert.Equal(new Figure(1, 1, 1), Score([.. Enumerable.Repeat<(int, LabelOutcome)[]>([(1, Hit)], 30)], resamples: 200).Micro.F1);

    [Fact]
    public void Reports_without_an_outcome_widen_no_figure_but_are_drawn_too()
    {
        (int, LabelOutcome)[][] judged = [[(0, Hit)], [(0, Miss)], [(0, Hit)], [(0, Hit)]];

        var alone = Score(judged, resamples: 400).Micro.Recall;
        var among = Score([.. judged, .. Enumerable.Repeat<(int, LabelOutcome)[]>([], 40)], resamples: 400).Micro.Recall;

        // Among many silent reports a resampling may hold none of the judged ones: its recall is 0.
        Assert.Equal(alone.Value, among.Value);
        Assert.True(alone.Low > 0 && among.Low == 0);
    }

    private static SetScore Score((int, LabelOutcome)[][] reports, int resamples = 0)
    {
        var table = new OutcomeTable(LabelSet.OpenI13);
        foreach (var report in reports) table.Add([.. report]);
        return table.Score(resamples, seed: 1);
    }

    private static void AssertFigures(double precision, double recall, double f1, ClassScore score)
    {
        Assert.Equal(precision, score.Precision.Value, 1e-12);
        Assert.Equal(recall, score.Recall.Value, 1e-12);
        Assert.Equal(f1, score.F1.Value, 1e-12);
    }
}
