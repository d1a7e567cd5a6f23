using System.Text.Json;
using VividMed.Datasets;
using VividMed.Evaluation.ReaderStudy;

namespace VividMed.Evaluation.Tests.ReaderStudy;

/// <summary>From a pack over a simulated reader to the analysis: what was planted is found, and where nothing was, nothing is.</summary>
public sealed class ReadingAnalysisTests
{
    private static readonly ReadingPlan Plan = new() { Cases = 36, Readers = 3, Faulty = 1 };
    private static readonly ReadingPack Pack = ReadingScene.Pack(Plan);
    private static readonly ReadingDesign Design = ReadingScene.Design(Pack, Plan);

    [Fact]
    public void Effects_that_were_planted_are_found_with_their_size()
    {
        var analysis = Analyze(new SimulatedHabits { CatchDraft = 0.4, CatchGrounded = 0.9, SecondsNone = 120, SecondsDraft = 90, SecondsGrounded = 60 }, seed: 1);

        Assert.Equal((3, 36, 324, 324), (analysis.Readers, analysis.Cases, analysis.Planned, analysis.Read));
        Assert.All(analysis.Comparisons, static one =>
        {
            Assert.True(one.IsFound, $"{one}");
            var truth = one.Outcome == ReadingOutcome.Catch ? 0.5 : (one.First, one.Second) switch
            {
                (ReadingArm.None, ReadingArm.Draft) => 90 / 120.0,
                (ReadingArm.None, ReadingArm.Grounded) => 60 / 120.0,
                _ => 60 / 90.0,
            };
            Assert.InRange(truth, one.Low - 0.05, one.High + 0.05);
            Assert.InRange(one.Difference, one.Low, one.High);
        });
        Assert.Equal(ReadingComparison.Family, analysis.Comparisons.Count);
    }

    /// <summary>Of the seeds 1 to 400 it is 19; fewer are tried here to be quick.</summary>
    [Fact]
    public void Where_arms_do_not_differ_about_one_study_in_twenty_says_that_they_do()
    {
        var wrong = Enumerable.Range(1, 60).Count(static seed => Analyze(new SimulatedHabits(), seed).Comparisons.Any(static one => one.IsFound));

        Assert.InRange(wrong, 0, 6);
    }

    [Fact]
    public void A_study_as_large_as_its_power_asks_for_finds_what_is_there_most_times()
    {
        var habits = new SimulatedHabits { CatchDraft = 0.6, CatchGrounded = 0.85, ReaderSpread = 0, CaseSpread = 0 };
        var needed = ReadingPower.Of(Plan, new ReadingAssumptions { CatchFrom = 0.6, CatchTo = 0.85, CaseCorrelation = 0 })[0].CasesNeeded!.Value;
        var plan = Plan with { Cases = needed };
        var pack = ReadingScene.Pack(plan, samples: 400);
        var design = ReadingScene.Design(pack, plan);

        var found = Enumerable.Range(1, 30).Count(seed => Analyze(habits, seed, design, pack.Key).Comparisons[0].IsFound);

        Assert.InRange(found, 20, 30); // 80 in 100 are promised
    }

    [Fact]
    public void Figures_of_an_arm_are_those_that_were_simulated()
    {
        var arms = Analyze(new SimulatedHabits { CatchDraft = 0.7, Alarms = 0.3, Missed = 0.25, SecondsDraft = 50 }, seed: 3).Arms;
        var (none, draft) = (arms[0], arms[1]);

        Assert.Equal((null, null, 0), (none.Caught, none.Alarms, none.CaughtByKind.Count));
        Assert.InRange(none.Stated!.Share, 0.6, 0.9);
        Assert.InRange(draft.Caught!.Share, 0.5, 0.85);
        Assert.InRange(draft.Alarms!.Share, 0.15, 0.45);
        Assert.Equal(6, draft.CaughtByKind.Count);
        Assert.Equal(108, draft.CaughtByKind.Values.Sum(static kind => kind.Trials));
        Assert.InRange(draft.Seconds!.Median, 25, 90);
        Assert.True(draft.Seconds.LowerQuartile <= draft.Seconds.Median && draft.Seconds.Median <= draft.Seconds.UpperQuartile);
        Assert.InRange(none.Kappa!.Value, -1, draft.Kappa!.Value); // who corrects one draft agrees more than who writes alone
    }

    [Fact]
    public void Readings_that_are_missing_are_told_and_pairs_need_both_arms()
    {
        var answers = new SimulatedReader(new SimulatedHabits(), 1).Answer(Design, Pack.Key).Where(static own => own.Period < 3).ToList();

        var analysis = ReadingAnalysis.Of(Design, Pack.Key, answers, ReadingScene.Scorer);

        Assert.Equal(216, analysis.Read);
        Assert.Contains(analysis.LeftOut, static line => line.StartsWith("108 of 324", StringComparison.Ordinal));
        Assert.All(analysis.Comparisons, static one => Assert.InRange(one.Pairs, 1, 107));
        Assert.Equal("bad-review-file", Assert.Throws<DatasetException>(static () => ReadingAnalysis.Of(Design, Pack.Key, [], ReadingScene.Scorer)).Code);
    }

    [Fact]
    public void A_period_that_was_handed_in_twice_counts_as_it_was_last()
    {
        var answers = new SimulatedReader(new SimulatedHabits(), 1).Answer(Design, Pack.Key).ToList();
        var slower = answers[0] with { Answers = [.. answers[0].Answers.Select(static answer => answer with { Seconds = 10_000 })] };

        var analysis = ReadingAnalysis.Of(Design, Pack.Key, [.. answers, slower], ReadingScene.Scorer);

        Assert.Equal(324, analysis.Read);
        Assert.NotEqual(JsonSerializer.Serialize(analysis.Arms), JsonSerializer.Serialize(ReadingAnalysis.Of(Design, Pack.Key, answers, ReadingScene.Scorer).Arms));
    }

    [Fact]
    public void The_analysis_and_the_design_hold_no_word_of_a_report()
    {
        var json = JsonSerializer.Serialize(Analyze(new SimulatedHabits(), 1)) + JsonSerializer.Serialize(Design) + ReadingNotes.Readme(Design);

        Assert.DoesNotContain("effusion", json, StringComparison.Ordinal);
        Assert.DoesNotContain(Pack.Cases[0].Sample.Study, json, StringComparison.Ordinal);
        Assert.Contains("No reader has read it", ReadingNotes.Readme(Design), StringComparison.Ordinal);
    }

    [Fact]
    public void Equal_seeds_give_equal_answers() => Assert.Equal(
        JsonSerializer.Serialize(new SimulatedReader(new SimulatedHabits(), 4).Answer(Design, Pack.Key)),
        JsonSerializer.Serialize(new SimulatedReader(new SimulatedHabits(), 4).Answer(Design, Pack.Key)));

    private static ReadingAnalysis Analyze(SimulatedHabits habits, int seed) => Analyze(habits, seed, Design, Pack.Key);

    private static ReadingAnalysis Analyze(SimulatedHabits habits, int seed, ReadingDesign design, ReadingKey key) =>
        ReadingAnalysis.Of(design, key, new SimulatedReader(habits, seed).Answer(design, key), ReadingScene.Scorer);
}
