using VividMed.Training.VisionLanguage.Data;
using VividMed.Training.VisionLanguage.Evaluators;

namespace VividMed.Training.Experiments.Changes;

/// <summary>
/// Findings are made rare: of those that state one, only so many studies are learned from, drawn at random; what is learned of the others stays.
/// </summary>
/// <param name="most">by finding, how many studies may state it</param>
internal sealed class RareFindings(IReadOnlyDictionary<string, int> most) : ITrainingChange
{
    public IReadOnlyList<TrainingStudy> Apply(IReadOnlyList<TrainingStudy> studies, SeededRandom random)
    {
        var (left, kept) = (new Dictionary<string, int>(most, StringComparer.Ordinal), new HashSet<int>());
        foreach (var (at, study) in random.Draw(studies.Index(), int.MaxValue))
        {
            var rare = StatedFindings.Present(study.Sample).Where(left.ContainsKey).ToList();
            if (rare.Exists(target => left[target] == 0)) continue;
            foreach (var target in rare) left[target]--;
            kept.Add(at);
        }

        return [.. studies.Where((_, at) => kept.Contains(at))];
    }
}
