using VividMed.Taxonomy;
using VividMed.Training.VisionLanguage.Data;

namespace VividMed.Training.Experiments.Changes;

/// <summary>
/// So many studies in all, in equal parts of some modalities, drawn at random: what one modality gains from another one must not come from more studies.
/// </summary>
internal sealed class OfModality(int count, params IReadOnlyList<Modality> modalities) : ITrainingChange
{
    public IReadOnlyList<TrainingStudy> Apply(IReadOnlyList<TrainingStudy> studies, SeededRandom random) =>
        [.. modalities.SelectMany(modality => random.Draw(studies.Where(study => study.Sample.Modality == modality), count / modalities.Count))];
}
