using VividMed.Grounding;
using VividMed.Training.VisionLanguage.Data;

namespace VividMed.Training.Experiments.Changes;

/// <summary>Regions of a lower grade are not pointed at.</summary>
internal sealed class GradeFilter(Grade grade) : ITrainingChange
{
    public IReadOnlyList<TrainingStudy> Apply(IReadOnlyList<TrainingStudy> studies, SeededRandom random) =>
        [.. studies.Select(study => study.Without(study.Regions.Keys.Where(index => study.Sample.Regions[index].Grade > grade).ToHashSet()))];
}
