namespace VividMed.Imaging;

/// <summary>How a value between voxel centres is found.</summary>
public enum Interpolation
{
    Nearest,
    Trilinear,
}
