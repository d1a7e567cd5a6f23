using VividMed.Grounding;
using VividMed.Training.VisionLanguage.Data;

namespace VividMed.Training.Experiments.Changes;

/// <summary>
/// Regions weigh by their grade: each time that a study is seen, one of grade B is left out of every second, one of grade C of three in four. In the mean over
/// steps that is a weight of a half and of a quarter in the loss.
/// </summary>
internal static class GradeWeights
{
    public static double Of(Grade grade) => grade switch
    {
        Grade.A => 1,
        Grade.B => 0.5,
        _ => 0.25,
    };

    /// <summary>The study as it is seen this time.</summary>
    public static TrainingStudy Draw(TrainingStudy study, SeededRandom random) =>
        study.Without(study.Regions.Keys.Order().Where(index => random.NextDouble() >= Of(study.Sample.Regions[index].Grade)).ToHashSet());
}
