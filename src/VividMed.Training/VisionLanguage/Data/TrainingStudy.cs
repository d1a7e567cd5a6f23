using VividMed.Grounding;

namespace VividMed.Training.VisionLanguage;

/// <summary>A sample made ready: its main image on the network's grid (0 to 1, x fastest) and the regions of that image by their index in the sample.</summary>
internal sealed record TrainingStudy(Sample Sample, ImageGrid Grid, float[] Voxels, IReadOnlyDictionary<int, RegionTarget> Regions);
