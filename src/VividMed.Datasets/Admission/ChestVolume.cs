using VividMed.Imaging.Geometry;

namespace VividMed.Datasets.Admission;

/// <summary>Tells volumes that cannot be a chest CT in Hounsfield units by their values alone, and only where that is certain.</summary>
public static class ChestVolume
{
    /// <summary>
    /// In a chest there is air, in the lungs, the airways or around it, at -1000; the densest child's lung has voxels far below this. Label
    /// maps, MR, raw or normalized values have none.
    /// </summary>
    private const float Airy = -200;

    /// <exception cref="DatasetException"><c>not-ct</c>.</exception>
    public static void Check(Volume volume, string image)
    {
        foreach (var value in volume.Voxels)
        {
            // Nearly every CT begins with air, which ends the search at once.
            if (value < Airy) return;
        }

        throw new DatasetException(
            "not-ct",
            $"image {image} has no voxel as thin as air, as a chest CT in Hounsfield units has: it is a label map or an MR, or holds raw values that need a slope and an intercept in its header");
    }
}
