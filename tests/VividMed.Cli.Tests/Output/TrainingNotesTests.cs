using VividMed.Cli.Output;
using VividMed.Training.VisionLanguage.Contracts;

namespace VividMed.Cli.Tests.Output;

public sealed class TrainingNotesTests
{
    private static readonly TrainingPlan Plan = new(Parameters: 1_100_000, Studies: 2_000, Steps: 106, PeakMemory: 1_700_000_000);

    private readonly List<string> _said = [];

    [Fact]
    public void What_a_training_will_take_is_one_line()
    {
        new TrainingNotes(_said.Add, free: 4_000_000_000).Report(Plan);
        Assert.Equal("training: 1,100,000 parameters, 2,000 studies, 106 steps; about 1.7 GB of memory", Assert.Single(_said));
    }

    [Fact]
    public void A_training_that_does_not_fit_the_memory_that_is_left_says_so()
    {
        new TrainingNotes(_said.Add, free: 900_000_000).Report(Plan);
        Assert.StartsWith("warning: only 900.0 MB of memory are left here", _said[1], StringComparison.Ordinal);
    }

    [Fact]
    public void The_time_is_told_once_after_the_first_steps_of_which_the_very_first_does_not_count()
    {
        var notes = new TrainingNotes(_said.Add, free: long.MaxValue);
        notes.Report(Plan);
        for (var step = 1; step <= 20; step++)
        {
            notes.Report(new TrainingProgress(3, step, 106, new StepLoss(0, 0, 0, 0)) { Worked = TimeSpan.FromSeconds(step == 1 ? 30 : 0.5) });
        }

        Assert.Equal("training: about 00:00:50 from here (0.50 s a step)", Assert.Single(_said.Skip(1)));
    }
}
