namespace VividMed.Training;

/// <summary>A phantom on the segmenter's prepared grid, x fastest. Bit n of a label says that the voxel belongs to prompt n.</summary>
internal sealed record VolumeExample(int Width, int Height, int Depth, float[] Voxels, uint[] Labels);
