using VividMed.Training.VisionLanguage;
using VividMed.Training.VisionLanguage.Contracts;
using VividMed.Training.VisionLanguage.Data;

namespace VividMed.Training.Tests.VisionLanguage;

public sealed class TrainingEstimateTests
{
    private static readonly TrainingOptions Options = new() { Stages = [1, 3], StepsPerStage = 40 };
    private static readonly ImageGrid Flat = ImageGrid.For(1, Options.Network);

    [Fact]
    public void Steps_are_those_of_all_stages() => Assert.Equal(80, Of(1_000).Steps);

    [Fact]
    public void Memory_grows_with_the_batch_and_the_network() => Assert.True(
        Of(1_000).PeakMemory < TrainingEstimate.Of(1_000_000, 1_000, Flat, Options with { Batch = 16 }).PeakMemory
        && Of(1_000).PeakMemory < TrainingEstimate.Of(100_000_000, 1_000, Flat, Options).PeakMemory);

    [Fact]
    public void Memory_grows_with_the_studies_until_the_bound_of_what_is_kept()
    {
        Assert.True(Of(1_000).PeakMemory < Of(5_000).PeakMemory);
        Assert.Equal(Of(200_000).PeakMemory, Of(2_000_000).PeakMemory);
    }

    private static TrainingPlan Of(long studies) => TrainingEstimate.Of(1_000_000, studies, Flat, Options);
}
