using VividMed.Training.VisionLanguage.Data;

namespace VividMed.Training.Experiments.Changes;

/// <summary>A share of the patients, drawn at random, whole ones: half of them holds a quarter of them where the generator is the same.</summary>
internal sealed class FewerPatients(double share) : ITrainingChange
{
    public IReadOnlyList<TrainingStudy> Apply(IReadOnlyList<TrainingStudy> studies, SeededRandom random)
    {
        var patients = studies.Select(static study => study.Sample.Patient).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var kept = random.Draw(patients, Math.Max(1, (int)Math.Round(share * patients.Count))).ToHashSet(StringComparer.Ordinal);
        return [.. studies.Where(study => kept.Contains(study.Sample.Patient))];
    }
}
