using VividMed.Imaging.Geometry;

namespace VividMed.Datasets.Admission;

/// <summary>
/// Tells volumes that cannot be an MR. Its values have no units, so that nothing is asked of how large they are: only that they are numbers,
/// that they tell one place from another, and that they are no label map's.
/// </summary>
public static class HeadVolume
{
    /// <summary>The noise of any scan alone has more values.</summary>
    private const int FewestValues = 24;

    /// <exception cref="DatasetException"><c>not-mr</c>.</exception>
    public static void Check(Volume volume, string image)
    {
        if (WhyNot(volume.Voxels) is { } why) throw new DatasetException("not-mr", $"image {image} is no MR: {why}; take it out of the table of images");
    }

    private static string? WhyNot(ReadOnlySpan<float> voxels)
    {
        var seen = new HashSet<float>();
        foreach (var value in voxels)
        {
            if (!float.IsFinite(value)) return "it has voxels that are no numbers";
            if (seen.Count < FewestValues) seen.Add(value);
        }

        return seen.Count == 1 ? "all its voxels are the same"
            : seen.Count < FewestValues ? $"it has fewer than {FewestValues} different values, as a label map"
            : null;
    }
}
