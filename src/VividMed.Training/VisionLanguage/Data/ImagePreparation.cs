using VividMed.Imaging;
using VividMed.Imaging.Geometry;
using VividMed.Taxonomy;

namespace VividMed.Training.VisionLanguage.Data;

/// <summary>Images as the network sees them: as fine as it looks (<see cref="ImageGrid.Seen"/>), x fastest, of 256 shades.</summary>
internal static class ImagePreparation
{
    /// <summary>Of a radiograph.</summary>
    public const int BrightestShade = 255;

    /// <summary>Air, in Hounsfield units: the darkest that a CT shows.</summary>
    public const int LowestHounsfield = -1000;

    /// <summary>Dense bone: the brightest.</summary>
    public const int HighestHounsfield = 600;

    /// <summary>So many shades a voxel is told by.</summary>
    public const int Shades = 256;

    /// <param name="grid">the network's own</param>
    public static PreparedImage Of(GrayImage picture, ImageGrid grid) =>
        Of(Array.ConvertAll(picture.Pixels, static value => value / (float)BrightestShade), picture.Width, picture.Height, 1, grid, static value => value);

    /// <summary>Of CT what was not measured becomes air, in the volume too; MR, which has no units, is told by its own bright and dark.</summary>
    /// <param name="grid">the network's own</param>
    public static PreparedImage Of(Volume volume, ImageGrid grid, Modality modality = Modality.Ct)
    {
        if (modality == Modality.Mr)
        {
            return Of(Array.ConvertAll(volume.Voxels, IntensityScale.Of(volume.Voxels).Share), volume.Width, volume.Height, volume.Depth, grid, static value => value);
        }

        Hounsfield.ReplaceUnmeasured(volume.Voxels);
        return Of(volume.Voxels, volume.Width, volume.Height, volume.Depth, grid, Shown);
    }

    private static PreparedImage Of(float[] voxels, int width, int height, int depth, ImageGrid grid, Func<float, float> shown)
    {
        byte[] Shaded(float[] values) => Array.ConvertAll(values, value => (byte)(((Shades - 1) * shown(value)) + 0.5f));
        return new PreparedImage(Shaded(GridResampler.Resize(voxels, width, height, depth, grid.Seen)), Shaded(GridResampler.Peaks(voxels, width, height, depth, grid.Seen)));
    }

    private static float Shown(float hounsfield) =>
        (Math.Clamp(hounsfield, LowestHounsfield, HighestHounsfield) - LowestHounsfield) / (float)(HighestHounsfield - LowestHounsfield);
}
