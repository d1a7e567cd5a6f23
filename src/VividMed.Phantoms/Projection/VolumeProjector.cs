using VividMed.Imaging.Geometry;

namespace VividMed.Phantoms.Projection;

/// <summary>
/// Casts the shadow of a CT: along each ray from the source to a pixel the attenuation is summed (a digitally reconstructed radiograph), and
/// beside it how far the ray runs through each labeled structure, as arXiv 2306.03934 and arXiv 2605.17368 carry structures of CT over to
/// radiographs. Rays are sampled at even steps, linearly between voxels; a label counts where its voxel is the nearest.
/// </summary>
public static class VolumeProjector
{
    /// <summary>Bits of a label.</summary>
    public const int MostLabels = 32;

    /// <param name="volume">Hounsfield units, in any orientation.</param>
    /// <param name="labels">For every voxel the structures that it belongs to, one bit each.</param>
    /// <param name="count">How many structures there are, at most 32.</param>
    /// <exception cref="ArgumentException">Labels of another grid, too many of them, or an unknown view.</exception>
    /// <exception cref="Imaging.ImageFormatException"><c>singular-affine</c>.</exception>
    public static Shadow Project(Volume volume, ReadOnlySpan<uint> labels, int count, ProjectionBeam beam)
    {
        if (labels.Length != volume.Voxels.Length) throw new ArgumentException("the labels are of another grid than the volume", nameof(labels));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, MostLabels);
        var shadow = new Shadow(beam.Width, beam.Height, beam.PixelMm, new float[beam.Width * beam.Height], Paths(count, beam.Width * beam.Height));
        var caster = new RayCaster(volume);
        Span<float> path = stackalloc float[MostLabels];
        for (var row = 0; row < beam.Height; row++)
        {
            for (var column = 0; column < beam.Width; column++)
            {
                path.Clear();
                var at = (row * beam.Width) + column;
                shadow.Integrals[at] = caster.Cast(beam.Source(caster.Middle), beam.Pixel(caster.Middle, column, row), labels, path);
                for (var label = 0; label < count; label++) shadow.Paths[label][at] = path[label];
            }
        }

        return shadow;
    }

    private static float[][] Paths(int count, int pixels) => [.. Enumerable.Range(0, count).Select(_ => new float[pixels])];
}

/// <summary>What a volume leaves of a beam, pixel by pixel, row-major, top row first.</summary>
/// <param name="Integrals">The attenuation summed along the ray: exp(-integral) of the beam arrives.</param>
/// <param name="Paths">For each structure the millimeters that the ray runs through it.</param>
public sealed record Shadow(int Width, int Height, double PixelMm, float[] Integrals, float[][] Paths);
