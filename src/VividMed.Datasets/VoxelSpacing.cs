namespace VividMed.Datasets;

/// <summary>Millimetres between voxel centres along a volume's three axes, as the dataset's own table has them; Z is null where the table lacks it.</summary>
public readonly record struct VoxelSpacing(double X, double Y, double? Z);
