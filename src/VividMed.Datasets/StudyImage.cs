namespace VividMed.Datasets;

/// <summary>
/// One image of a study: a path relative to the dataset's root and, for radiographs, the view (PA, AP, LATERAL, ...; empty where the metadata have none).
/// For volumes <paramref name="Spacing"/> is what the dataset's table says, to be used only where the file's own header has lost it.
/// </summary>
public sealed record StudyImage(string Id, string Path, string View, VoxelSpacing? Spacing = null);
