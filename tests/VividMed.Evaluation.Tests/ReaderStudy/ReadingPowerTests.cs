using VividMed.Datasets;
using VividMed.Evaluation.ReaderStudy;

namespace VividMed.Evaluation.Tests.ReaderStudy;

public sealed class ReadingPowerTests
{
    [Fact]
    public void With_the_cases_that_are_needed_the_chance_is_80_in_100()
    {
        foreach (var readers in (int[])[2, 3, 8])
        {
            foreach (var power in Of(new ReadingPlan { Readers = readers }))
            {
                var (reached, before) = (Reached(power.CasesNeeded!.Value), Reached(power.CasesNeeded.Value - WilliamsDesign.Block));
                Assert.InRange(reached, 0.8, 1);
                Assert.InRange(before, 0, 0.8);

                double Reached(int cases) => Of(new ReadingPlan { Readers = readers, Cases = cases }).Single(own => own.Outcome == power.Outcome).Reached!.Value;
            }
        }
    }

    [Fact]
    public void Smaller_differences_and_readers_who_are_alike_need_more_cases()
    {
        var usual = Needed(new ReadingAssumptions());

        Assert.True(Needed(new ReadingAssumptions { CatchTo = 0.7 }).Catch > usual.Catch);
        Assert.True(Needed(new ReadingAssumptions { TimeRatio = 0.9 }).Seconds > usual.Seconds);
        Assert.True(Needed(new ReadingAssumptions { CaseCorrelation = 0.6 }).Seconds > usual.Seconds);
        Assert.Equal(Needed(new ReadingAssumptions { TimeRatio = 0.8 }).Seconds, Needed(new ReadingAssumptions { TimeRatio = 1.25 }).Seconds);
    }

    /// <summary>By hand: shares of 0.6 and 0.8 at a level of 0.0125 need 115.9 pairs (z 2.498 and 0.842, 0.44 of the pairs differ).</summary>
    [Fact]
    public void Pairs_are_those_of_the_formula()
    {
        var power = ReadingPower.Of(new ReadingPlan { Readers = 2, Faulty = 1 }, new ReadingAssumptions { CaseCorrelation = 1 })[0];

        Assert.Equal(120, power.CasesNeeded); // readers who are one reader: a pair a case, in whole blocks
    }

    [Fact]
    public void Without_planted_errors_there_is_no_power_for_them()
    {
        var power = Of(new ReadingPlan { Faulty = 0 });

        Assert.Equal((null, null), (power[0].CasesNeeded, power[0].Reached));
        Assert.NotNull(power[1].CasesNeeded);
    }

    [Fact]
    public void What_no_study_can_show_is_refused()
    {
        Refused(new ReadingAssumptions { CatchTo = 0.6 });
        Refused(new ReadingAssumptions { CatchFrom = 0 });
        Refused(new ReadingAssumptions { TimeRatio = 1 });
        Refused(new ReadingAssumptions { TimeRatio = double.NaN });

        static void Refused(ReadingAssumptions assumed) =>
            Assert.Equal("bad-study-plan", Assert.Throws<DatasetException>(() => ReadingPower.Of(new ReadingPlan(), assumed)).Code);
    }

    private static IReadOnlyList<ReadingPower> Of(ReadingPlan plan) => ReadingPower.Of(plan, new ReadingAssumptions());

    private static (int Catch, int Seconds) Needed(ReadingAssumptions assumed)
    {
        var power = ReadingPower.Of(new ReadingPlan(), assumed);
        return (power[0].CasesNeeded!.Value, power[1].CasesNeeded!.Value);
    }
}
