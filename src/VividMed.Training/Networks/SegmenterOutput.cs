namespace VividMed.Training;

/// <summary>Pixels [B, width, Z, Y, X], a vector [B, N, width] and a bias [B, N, 1] a prompt.</summary>
internal sealed record SegmenterOutput<T>(T Pixels, T Vectors, T Biases);
