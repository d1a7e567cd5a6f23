using VividMed.Cli.Experiments;
using VividMed.Training.Experiments;

namespace VividMed.Cli.Tests.Experiments;

public sealed class ExperimentViewTests
{
    [Fact]
    public void Progress_tells_which_training_and_how_long_the_rest_takes() => Assert.Equal(
        "training 3 of 18: none, seed 1, step 300 of 600, about 31 minutes left",
        ExperimentView.Line(new ExperimentProgress(3, 18, "none", 1, 300, 600, TimeSpan.FromMinutes(30.2))));

    [Fact]
    public void Before_anything_is_done_nobody_knows_how_long_it_takes() => Assert.Equal(
        "training 1 of 2: full, seed 1, step 0 of 600", ExperimentView.Line(new ExperimentProgress(1, 2, "full", 1, 0, 600, null)));
}
