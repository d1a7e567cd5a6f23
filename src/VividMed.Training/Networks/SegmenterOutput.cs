namespace VividMed.Training;

/// <summary>
/// Features [B, C, cells], cells of 2 x 2 x 2 voxels, x fastest; for each prompt a vector for each voxel of a cell,
/// [B, N, 8 C] (z slowest), and a bias [B, N, 1].
/// </summary>
internal sealed record SegmenterOutput<T>(T Features, T Vectors, T Biases);
