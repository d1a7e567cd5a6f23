using VividMed.Taxonomy;
using VividMed.Training.VisionLanguage.Data;

namespace VividMed.Training.Experiments.Changes;

/// <summary>A share of the regions whose phrases name a side lie on the other one, mirrored.</summary>
internal sealed class WrongSides(double share) : ITrainingChange
{
    public IReadOnlyList<TrainingStudy> Apply(IReadOnlyList<TrainingStudy> studies, SeededRandom random) => [.. studies.Select(study => study.With(
        StudyRegions.Of(study)
            .Where(region => region.Side is Side.Left or Side.Right && random.NextDouble() < share)
            .Select(region => KeyValuePair.Create(region.Index, Mirrored(study.Regions[region.Index], study.Grid.Outline)))
            .ToList()))];

    private static RegionTarget Mirrored(RegionTarget region, ImageGrid grid)
    {
        var box = (float[])region.Box.Clone();
        box[0] = 1 - box[0];
        return new RegionTarget(box, region.Mask is { } mask ? StudyMirror.Flipped(mask, grid) : null);
    }
}
