using VividMed.Grounding;

namespace VividMed.Training.VisionLanguage.Data;

/// <summary>
/// A sample made ready: its main image as the network sees it, and the regions of that image by their index in the sample.
/// </summary>
internal sealed record TrainingStudy(Sample Sample, ImageGrid Grid, PreparedImage Image, IReadOnlyDictionary<int, RegionTarget> Regions)
{
    /// <summary>What it takes in memory, in bytes, its text apart.</summary>
    public long Size => Image.Means.LongLength + Image.Peaks.LongLength + Regions.Values.Sum(static region => region.Mask?.LongLength ?? 0);
}

/// <summary>
/// What a region asks of the network. Box is (center x, y, z, width, height, depth) as fractions of the image; Mask, on the grid
/// of masks, is the filled share of each voxel in eighths, or null for a box alone.
/// </summary>
internal sealed record RegionTarget(float[] Box, byte[]? Mask);
