using VividMed.Imaging.Geometry;
using VividMed.Imaging.Resampling;

namespace VividMed.Bench.Imaging;

/// <summary>A CT volume of 512 x 512 x 300 voxels of 0.7 x 0.7 x 1 mm to 1 x 1 x 3 mm.</summary>
internal static class VolumeResampling
{
    public static void Run(Report report)
    {
        var volume = new Volume(512, 512, 300, Array.ConvertAll(Pictures.Chest(512, 512, 300), static value => (float)value), Affine.Scale(-0.7, -0.7, 1));
        var target = volume.Grid.WithSpacing(1, 1, 3);
        report.Figure("resample.trilinear", Timing.Best(() => VolumeResampler.Resample(volume, target, Interpolation.Trilinear), 5), "ms");
    }
}
