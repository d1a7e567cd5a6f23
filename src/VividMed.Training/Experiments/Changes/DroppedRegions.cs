using VividMed.Training.VisionLanguage.Data;

namespace VividMed.Training.Experiments.Changes;

/// <summary>A share of the regions is missing, as where a localizer has overlooked it: the phrase stays, and nobody knows where.</summary>
internal sealed class DroppedRegions(double share) : ITrainingChange
{
    public IReadOnlyList<TrainingStudy> Apply(IReadOnlyList<TrainingStudy> studies, SeededRandom random) =>
        [.. studies.Select(study => study.Without(
            StudyRegions.Of(study).Where(_ => random.NextDouble() < share).Select(static region => region.Index).ToHashSet()))];
}
