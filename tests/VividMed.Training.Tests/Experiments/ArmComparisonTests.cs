using VividMed.Taxonomy;
using VividMed.Training.Experiments;
using VividMed.Training.Experiments.Comparison;
using VividMed.Training.Experiments.Results;

namespace VividMed.Training.Tests.Experiments;

public sealed class ArmComparisonTests
{
    private static readonly Figure Right = new("right", static studies => studies.SelectMany(static study => study.Answers).Average(static answer => answer.IsRight ? 1.0 : 0));
    private static readonly Figure Wrong = new("wrong", static studies => studies.SelectMany(static study => study.Answers).Average(static answer => answer.IsRight ? 0 : 1.0), IsBetterLower: true);

    [Fact]
    public void The_interval_over_seeds_is_that_of_the_paired_differences()
    {
        // Differences 0.1, 0.2 and 0: mean 0.1, deviation 0.1; Student's 4.3027 of two degrees of freedom times 0.1 / sqrt(3) is 0.2484.
        var rows = new ArmComparison(200, seed: 1).Compare([Arm("full", 5, 6, 7), Arm("none", 6, 8, 7)], [Right]);

        var difference = rows[1].Difference!;
        Assert.Equal(0.1, difference.Value, 12);
        Assert.Equal((-0.148, 0.348), (Math.Round(difference.Seeds!.Low, 3), Math.Round(difference.Seeds.High, 3)));
        Assert.Equal(Verdict.NoEffect, difference.Verdict);
        Assert.Equal((0.6, 0.7), (Math.Round(rows[0].Value!.Value, 12), Math.Round(rows[1].Value!.Value, 12)));
        Assert.Null(rows[0].Difference);
    }

    [Fact]
    public void What_every_seed_and_every_patient_shows_is_an_effect_and_its_sign_follows_the_figure()
    {
        ArmRuns[] arms = [Arm("full", 0, 0, 0), Arm("none", 10, 10, 10)];

        Assert.Equal(new Difference(1, new Bounds(1, 1), new Bounds(1, 1), Verdict.Better), new ArmComparison(50, seed: 1).Compare(arms, [Right])[1].Difference);
        Assert.Equal(new Difference(-1, new Bounds(-1, -1), new Bounds(-1, -1), Verdict.Better), new ArmComparison(50, seed: 1).Compare(arms, [Wrong])[1].Difference);
        Assert.Equal(Verdict.Worse, new ArmComparison(50, seed: 1).Compare([.. arms.Reverse()], [Right])[1].Difference!.Verdict);
    }

    [Fact]
    public void Equal_seeds_do_not_make_an_effect_of_one_patient_in_ten()
    {
        // Every seed finds the same patient more: over seeds there is no doubt, over patients there is.
        var difference = new ArmComparison(500, seed: 1).Compare([Arm("full", 5, 5, 5), Arm("none", 6, 6, 6)], [Right])[1].Difference!;

        Assert.False(difference.Seeds!.HoldsNothing);
        Assert.True(difference.Patients!.HoldsNothing);
        Assert.Equal(Verdict.NoEffect, difference.Verdict);
    }

    [Fact]
    public void The_same_patients_are_drawn_for_both_arms()
    {
        // Alike in every patient: however patients are drawn, nothing lies between them.
        var difference = new ArmComparison(200, seed: 1).Compare([Arm("full", 4, 4), Arm("none", 4, 4)], [Right])[1].Difference!;
        Assert.Equal(new Bounds(0, 0), difference.Patients);
    }

    [Fact]
    public void One_seed_or_no_draws_say_nothing()
    {
        Assert.Equal(Verdict.Unknown, new ArmComparison(50, seed: 1).Compare([Arm("full", 0), Arm("none", 10)], [Right])[1].Difference!.Verdict);
        Assert.Equal(Verdict.Unknown, new ArmComparison(0, seed: 1).Compare([Arm("full", 0, 0), Arm("none", 10, 10)], [Right])[1].Difference!.Verdict);
    }

    [Fact]
    public void A_figure_that_an_arm_lacks_is_a_dash_and_one_that_all_lack_is_left_out()
    {
        Figure places = new("places", static studies => studies.Any(static study => study.Places.Count > 0) ? 1 : null);
        ArmRuns[] arms = [Arm("full", 1, 1), Arm("none", 1, 1)];
        var placed = arms[0] with { Runs = [.. arms[0].Runs.Select(static run => (IReadOnlyList<StudyResult>)[.. run.Select(static study => study with { Places = [new("a", [1], [], [], null, null)] })])] };

        Assert.Empty(new ArmComparison(20, seed: 1).Compare(arms, [places]));
        var rows = new ArmComparison(20, seed: 1).Compare([placed, arms[1]], [places]);
        Assert.Equal(("1.000 (1.000 to 1.000)", "-", "-"), (ExperimentMarkdown.ValueOf(rows[0].Value), ExperimentMarkdown.ValueOf(rows[1].Value), ExperimentMarkdown.DifferenceOf(rows[1].Difference)));
    }

    [Fact]
    public void A_difference_is_told_with_both_intervals_and_in_a_word()
    {
        Assert.Equal(
            "+0.020 (-0.010 to 0.050; -0.004 to 0.041), no effect",
            ExperimentMarkdown.DifferenceOf(new Difference(0.02, new Bounds(-0.01, 0.05), new Bounds(-0.004, 0.041), Verdict.NoEffect)));
        Assert.Equal("-0.500 (0.100 to 0.200), nothing to be said", ExperimentMarkdown.DifferenceOf(new Difference(-0.5, null, new Bounds(0.1, 0.2), Verdict.Unknown)));
    }

    [Theory]
    [InlineData(0.9, 1.0)]
    [InlineData(0.8, 1.0)]
    [InlineData(0.7, 0.707107)] // in the middle between all and half of them, on a scale of halvings
    [InlineData(0.6, 0.5)]
    [InlineData(0.5, 0.353553)]
    public void A_figure_is_worth_so_many_patients(double value, double share) =>
        Assert.Equal(share, EquivalentShare.Of([(1, 0.8), (0.5, 0.6), (0.25, 0.4)], value)!.Value, 1e-6);

    [Fact]
    public void Less_than_the_fewest_patients_give_is_told_so()
    {
        Assert.Null(EquivalentShare.Of([(1, 0.8), (0.25, 0.4)], 0.3));
        Assert.Equal("less than 25 % of the patients", EquivalentShare.Tell([(1, 0.8), (0.25, 0.4)], 0.3));
    }

    /// <summary>Of ten patients so many are right, a number a seed.</summary>
    private static ArmRuns Arm(string name, params IReadOnlyList<int> right) => new(
        name, [.. right.Select(static count => (IReadOnlyList<StudyResult>)[.. Enumerable.Range(0, 10).Select(at => new StudyResult($"p{at}", Modality.Cxr) { Answers = [new("side", at < count)] })])]);
}
