namespace VividMed.Imaging;

/// <summary>
/// COCO-style uncompressed run lengths: column-major within a slice (y fastest, then x), slice after slice;
/// counts alternate between clear and set voxels, beginning with clear (possibly 0), and sum to width x height x depth.
/// </summary>
public sealed record RunLengthMask(int Width, int Height, int Depth, int[] Counts);
