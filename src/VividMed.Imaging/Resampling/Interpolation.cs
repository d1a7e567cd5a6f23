namespace VividMed.Imaging;

/// <summary>How a value between voxel centres is found.</summary>
public enum Interpolation
{
    Nearest,
    Trilinear,

    /// <summary>Along axes that shrink, the mean over what each target voxel covers; along the others as <see cref="Trilinear"/>.</summary>
    Area,
}
