using VividMed.Imaging.Geometry;
using VividMed.Inference.Manifests;

namespace VividMed.Inference.Preparation;

/// <summary>
/// Makes a segmenter's input of a volume: orientation, then the manifest's steps in order. The original is never changed.
/// </summary>
public static class VolumePreparation
{
    /// <exception cref="ModelException"><c>volume-invalid</c>.</exception>
    public static PreparedVolume Prepare(Volume volume, VolumePreprocessing preparation)
    {
        var prepared = Prepare(volume, preparation.Orientation, preparation.Steps);
        if (preparation.Second is not { } second) return prepared;

        var other = Prepare(volume, preparation.Orientation, second.Steps);
        return other.Grid == prepared.Grid
            ? new PreparedVolume(prepared.Grid, prepared.Voxels) { Second = other.Voxels }
            : throw new ModelException("volume-invalid", "the volume cannot be segmented: the model's two image inputs would not show the same part of it (volume.second.steps)");
    }

    private static PreparedVolume Prepare(Volume volume, string orientation, IReadOnlyList<PreparationStep> steps)
    {
        var oriented = PreparedGrid.For(volume, orientation);
        // Orientation and a first resampling are one pass, so that no second copy of a large volume is made.
        var (prepared, done) = steps is [ResampleStep first, ..]
            ? (VolumeSampling.FromOriginal(volume, oriented.AtSpacing(first.SpacingMm), first.Interpolation), 1)
            : (VolumeSampling.FromOriginal(volume, oriented, VolumeInterpolation.Nearest), 0);
        foreach (var step in steps.Skip(done)) prepared = Apply(prepared, step);
        return prepared;
    }

    /// <summary>The grid without the voxels, before any crop: what a plan counts windows on.</summary>
    /// <exception cref="ModelException"><c>volume-invalid</c>.</exception>
    internal static PreparedGrid Grid(VolumeGrid volume, VolumePreprocessing preparation) => preparation.Steps
        .OfType<ResampleStep>()
        .Aggregate(PreparedGrid.For(volume, preparation.Orientation), static (grid, step) => grid.AtSpacing(step.SpacingMm));

    internal static PreparedVolume Apply(PreparedVolume volume, PreparationStep step)
    {
        switch (step)
        {
            case ResampleStep resample:
                return VolumeSampling.Again(volume, volume.Grid.AtSpacing(resample.SpacingMm), resample.Interpolation);
            case CropForegroundStep crop:
                return Foreground.Crop(volume, crop);
            case ClipStep clip:
                Intensity.Clip(volume.Voxels, clip.Low, clip.High);
                return volume;
            case ClipPercentilesStep clip:
                VolumeStatistics.ClipPercentiles(volume.Voxels, clip.Low, clip.High);
                return volume;
            case ZScoreStep score:
                VolumeStatistics.ZScore(volume.Voxels, score.Ddof);
                return volume;
            case UnitRangeStep:
                VolumeStatistics.UnitRange(volume.Voxels);
                return volume;
            default:
                Intensity.Fixed(volume.Voxels, step, channel: 0);
                return volume;
        }
    }
}
