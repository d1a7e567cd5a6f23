using VividMed.Imaging;

namespace VividMed.Datasets;

/// <summary>
/// One image of a study: a path relative to the dataset's root and, for radiographs, the view (PA, AP, LATERAL, ...; empty where nothing names it).
/// </summary>
/// <param name="Bytes">The file's length; 0 where it is not known.</param>
/// <param name="Spacing">For volumes: millimetres as the dataset's table has them.</param>
/// <param name="Geometry">For volumes: voxel to world as the table has it, to be used only where the file's own header has lost it.</param>
/// <param name="Rescale">For volumes whose file holds raw values: what makes Hounsfield units of them. Null where the file has those already.</param>
public sealed record StudyImage(string Id, string Path, string View, long Bytes = 0, VoxelSpacing? Spacing = null, Affine? Geometry = null, ValueRescale? Rescale = null);
