namespace VividMed.Imaging;

/// <summary>
/// A NIfTI image as read: scaled values in file order (first axis fastest), 1 to 7 axes in <paramref name="Shape"/>, and the affine
/// with where it came from. <paramref name="Warning"/> says when a broken description of the geometry was passed over.
/// </summary>
public sealed record NiftiImage(int[] Shape, NiftiDatatype Datatype, Affine VoxelToWorld, AffineSource AffineSource, string? Warning, float[] Values)
{
    /// <summary>The image as a volume that shares its values.</summary>
    /// <exception cref="ImageFormatException"><c>not-a-volume</c>: a fourth or later axis is longer than 1.</exception>
    public Volume ToVolume()
    {
        if (Shape.Skip(3).Any(static length => length > 1))
            throw new ImageFormatException("not-a-volume", $"The image has the shape {string.Join(" x ", Shape)}: more than one volume.");
        return new(Length(0), Length(1), Length(2), Values, VoxelToWorld);
    }

    private int Length(int axis) => axis < Shape.Length ? Shape[axis] : 1;
}
