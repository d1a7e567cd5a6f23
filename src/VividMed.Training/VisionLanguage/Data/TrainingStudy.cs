using VividMed.Grounding;

namespace VividMed.Training.VisionLanguage.Data;

/// <summary>
/// A sample made ready: its main image on the network's grid (0 to 1, x fastest), as means, and the regions of that image by their index in the
/// sample.
/// </summary>
internal sealed record TrainingStudy(Sample Sample, ImageGrid Grid, float[] Voxels, IReadOnlyDictionary<int, RegionTarget> Regions)
{
    /// <summary>The brightest of what each voxel covers, which shows what is smaller than a voxel; as many as Voxels.</summary>
    public float[] Peaks { get; init; } = Voxels;

    /// <summary>What it takes in memory, in bytes, its text apart.</summary>
    public long Size => (sizeof(float) * (long)(Voxels.Length + Peaks.Length)) + Regions.Values.Sum(static region => region.Mask?.LongLength ?? 0);
}

/// <summary>
/// What a region asks of the network. Box is (center x, y, z, width, height, depth) as fractions of the image; Mask, on the grid
/// of masks, is the filled share of each voxel in eighths, or null for a box alone.
/// </summary>
internal sealed record RegionTarget(float[] Box, byte[]? Mask);
