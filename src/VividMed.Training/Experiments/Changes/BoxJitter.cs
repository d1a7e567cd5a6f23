using VividMed.Training.VisionLanguage.Data;

namespace VividMed.Training.Experiments.Changes;

/// <summary>
/// Centers and sizes of boxes are off by a normal error, whose standard deviation is a share of the box's own size. A mask moves with the center by whole
/// cells; across slices nothing moves.
/// </summary>
internal sealed class BoxJitter(double share) : ITrainingChange
{
    private const float LeastSize = 0.01f;

    public IReadOnlyList<TrainingStudy> Apply(IReadOnlyList<TrainingStudy> studies, SeededRandom random) =>
        [.. studies.Select(study => study.With(
            StudyRegions.Of(study).Select(region => KeyValuePair.Create(region.Index, Moved(study.Regions[region.Index], study.Grid.Outline, random))).ToList()))];

    private RegionTarget Moved(RegionTarget region, ImageGrid grid, SeededRandom random)
    {
        var box = (float[])region.Box.Clone();
        for (var axis = 0; axis < 2; axis++)
        {
            var size = region.Box[axis + 3];
            box[axis] = Math.Clamp(region.Box[axis] + (float)(size * share * Normal(random)), 0, 1);
            box[axis + 3] = Math.Clamp(size * (1 + (float)(share * Normal(random))), LeastSize, 1);
        }

        var (x, y) = ((int)Math.Round((box[0] - region.Box[0]) * grid.Width), (int)Math.Round((box[1] - region.Box[1]) * grid.Height));
        return new RegionTarget(box, region.Mask is { } mask ? GridMoves.Shift(mask, grid, x, y) : null);
    }

    /// <summary>Box and Muller, 1958.</summary>
    private static double Normal(SeededRandom random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
