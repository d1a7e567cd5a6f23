using VividMed.Training.VisionLanguage.Data;
using VividMed.Training.VisionLanguage.Evaluators;

namespace VividMed.Training.Experiments.Changes;

/// <summary>
/// A share of the regions has another one of the same size beside it, anywhere in the image: what a localizer sees where there is nothing. It has no mask.
/// </summary>
internal sealed class InventedRegions(double share) : ITrainingChange
{
    public IReadOnlyList<TrainingStudy> Apply(IReadOnlyList<TrainingStudy> studies, SeededRandom random) => [.. studies.Select(study =>
    {
        var stored = study.Sample.Regions.ToList();
        var (added, twins) = (new List<KeyValuePair<int, RegionTarget>>(), new Dictionary<int, int>());
        foreach (var region in StudyRegions.Of(study).ToList().Where(_ => random.NextDouble() < share))
        {
            twins[region.Index] = stored.Count;
            added.Add(KeyValuePair.Create(stored.Count, Anywhere(study.Regions[region.Index], random)));
            stored.Add(stored[region.Index]);
        }

        return twins.Count == 0 ? study : Named(study, twins) with { Regions = study.With(added).Regions };

        TrainingStudy Named(TrainingStudy known, Dictionary<int, int> twin) => known with
        {
            Sample = known.Sample with
            {
                Regions = stored,
                Phrases = [.. known.Sample.Phrases.Select(phrase => StudyQuestions.IsAsserted(phrase)
                    ? phrase with { Regions = [.. phrase.Regions, .. phrase.Regions.Where(twin.ContainsKey).Select(index => twin[index])] }
                    : phrase)],
            },
        };
    })];

    private static RegionTarget Anywhere(RegionTarget region, SeededRandom random)
    {
        var box = (float[])region.Box.Clone();
        for (var axis = 0; axis < 2; axis++) box[axis] = (box[axis + 3] / 2) + (float)(random.NextDouble() * (1 - box[axis + 3]));
        return new RegionTarget(box, null);
    }
}
