using VividMed.Imaging;
using VividMed.Imaging.Geometry;
using VividMed.Taxonomy;

namespace VividMed.Training.VisionLanguage.Data;

/// <summary>Images as the network sees them: on its grid, 0 to 1, x fastest.</summary>
internal static class ImagePreparation
{
    // Air to dense bone, in Hounsfield units.
    private const float LowestHounsfield = -1000;
    private const float HighestHounsfield = 600;

    public static PreparedImage Of(GrayImage picture, ImageGrid grid) =>
        OnGrid(Array.ConvertAll(picture.Pixels, static value => value / 255f), picture.Width, picture.Height, 1, grid);

    /// <summary>Of CT what was not measured becomes air, in the volume too; MR, which has no units, is told by its own bright and dark.</summary>
    public static PreparedImage Of(Volume volume, ImageGrid grid, Modality modality = Modality.Ct)
    {
        if (modality == Modality.Mr) return OnGrid(Array.ConvertAll(volume.Voxels, IntensityScale.Of(volume.Voxels).Share), volume.Width, volume.Height, volume.Depth, grid);
        Hounsfield.ReplaceUnmeasured(volume.Voxels);
        var (means, peaks) = OnGrid(volume.Voxels, volume.Width, volume.Height, volume.Depth, grid);
        return new PreparedImage(Array.ConvertAll(means, Shown), Array.ConvertAll(peaks, Shown));
    }

    private static PreparedImage OnGrid(float[] voxels, int width, int height, int depth, ImageGrid grid) =>
        new(GridResampler.Resize(voxels, width, height, depth, grid), GridResampler.Peaks(voxels, width, height, depth, grid));

    private static float Shown(float hounsfield) =>
        (Math.Clamp(hounsfield, LowestHounsfield, HighestHounsfield) - LowestHounsfield) / (HighestHounsfield - LowestHounsfield);
}

/// <summary>The mean and the brightest of what each voxel of the grid covers: what is smaller than a voxel shows in its peak.</summary>
internal sealed record PreparedImage(float[] Means, float[] Peaks);
