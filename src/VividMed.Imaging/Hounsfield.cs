using System.Numerics;
using System.Runtime.InteropServices;

namespace VividMed.Imaging;

/// <summary>What CT values can be.</summary>
public static class Hounsfield
{
    /// <summary>Air, where the usual scale of scanners begins, in Hounsfield units.</summary>
    public const float Air = -1024;

    /// <summary>Where the extended scale of scanners ends, in Hounsfield units: dense metal is well below.</summary>
    public const float Densest = 30_710;

    /// <summary>
    /// Turns into air, in place, what no scanner has measured: padding outside a round field of view (CT-RATE has -8192) and stray voxels
    /// beyond the scale. Either would spoil minima, percentiles, deviations, crops and every interpolation next to it.
    /// </summary>
    /// <param name="voxels">Hounsfield units, in any order.</param>
    public static void ReplaceUnmeasured(Span<float> voxels)
    {
        var vectors = MemoryMarshal.Cast<float, Vector<float>>(voxels);
        var (air, densest) = (new Vector<float>(Air), new Vector<float>(Densest));
        for (var i = 0; i < vectors.Length; i++)
        {
            vectors[i] = Vector.ConditionalSelect(Vector.GreaterThan(vectors[i], densest), air, Vector.Max(vectors[i], air));
        }

        for (var i = vectors.Length * Vector<float>.Count; i < voxels.Length; i++)
        {
            voxels[i] = voxels[i] > Densest ? Air : MathF.Max(voxels[i], Air);
        }
    }
}
