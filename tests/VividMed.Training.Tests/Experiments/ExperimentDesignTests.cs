using VividMed.Training.Experiments.Designs;
using VividMed.Training.Experiments.Plans;
using VividMed.Training.VisionLanguage.Data;

namespace VividMed.Training.Tests.Experiments;

public sealed class ExperimentDesignTests
{
    [Theory]
    [InlineData(false, 10)]
    [InlineData(true, 40)]
    public void The_short_grid_is_part_of_the_full_one_and_names_are_given_once(bool full, int least)
    {
        var arms = QualityDesign.Plan(new ExperimentOptions { FullGrid = full }).Arms;
        Assert.True(arms.Count >= least, $"{arms.Count} arms");
        Assert.Equal(arms.Count, arms.Select(static arm => arm.Slug).Distinct(StringComparer.Ordinal).Count());
        Assert.Subset(QualityDesign.Plan(new ExperimentOptions { FullGrid = true }).Arms.Select(static arm => arm.Name).ToHashSet(), arms.Select(static arm => arm.Name).ToHashSet());
    }

    [Fact]
    public void A_noisy_arm_with_fewer_patients_has_both_changes()
    {
        var arm = QualityDesign.Plan(new ExperimentOptions { FullGrid = true }).Arms.Single(static arm => arm.Name == "dropped 30 %, 1/4 of the patients");
        var studies = arm.Apply(Studies.Many(400), seed: 1);
        Assert.Equal(100, studies.Count);
        Assert.Equal(0.3, studies.Count(static study => study.Regions.Count == 0) / 100.0, 0.12);
    }

    [Fact]
    public void An_arm_without_changes_learns_from_what_there_is()
    {
        IReadOnlyList<TrainingStudy> studies = Studies.Many(3);
        Assert.Same(studies, new ExperimentArm("full", "").Apply(studies, seed: 1));
    }

    [Fact]
    public void Every_number_of_examples_falls_into_one_stratum() =>
        Assert.All(Enumerable.Range(0, 30), static count => Assert.Single(RareDesign.Strata, stratum => stratum.Holds(count)));
}
