using VividMed.Imaging;

namespace VividMed.Datasets;

/// <summary>A true region of one image: the box as x0, y0, z0, x1, y1, z1 in voxels and the mask in run lengths.</summary>
public sealed record PhantomTruthRegion(string Target, PatientSide Side, string? Location, IReadOnlyList<double> Bounds, RunLengthMask Mask)
{
    /// <summary>The box of <see cref="Bounds"/>.</summary>
    public Box ToBox() => new(Bounds[0], Bounds[1], Bounds[2], Bounds[3], Bounds[4], Bounds[5]);

    internal static PhantomTruthRegion Of(PhantomRegion region)
    {
        var box = region.Box;
        return new PhantomTruthRegion(region.Target, region.Side, region.Location, [box.X0, box.Y0, box.Z0, box.X1, box.Y1, box.Z1], RunLengthMask.Encode(region.Mask));
    }
}
