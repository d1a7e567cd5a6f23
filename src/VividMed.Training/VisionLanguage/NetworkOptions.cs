namespace VividMed.Training.VisionLanguage;

/// <summary>
/// The miniature's size. Grids are what images are resized to (multiples of 8): a radiograph is one slice of FlatSide x FlatSide,
/// a CT is VolumeDepth slices of VolumeSide x VolumeSide; the defaults give 144 image tokens each.
/// </summary>
public sealed record NetworkOptions(
    int FlatSide = 96,
    int VolumeSide = 48,
    int VolumeDepth = 32,
    int Width = 96,
    int Layers = 2,
    int Heads = 4,
    int MaxTokens = 192,
    int MaxWords = 4096);
