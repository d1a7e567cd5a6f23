using System.Text.Json.Serialization;
using VividMed.Datasets.Reports;
using VividMed.Imaging;
using VividMed.Imaging.Geometry;
using VividMed.Taxonomy;

namespace VividMed.Datasets;

/// <summary>
/// One examination with its report. Images are those that take part; <see cref="LeftOut"/> says of the others why they do not.
/// <see cref="Exclusion"/> is set when the whole study is left out (a reason code such as <c>no-frontal-view</c>).
/// </summary>
public sealed record Study(
    string Id,
    string Patient,
    string Split,
    Modality Modality,
    IReadOnlyList<StudyImage> Images,
    ReportReference? Report,
    IReadOnlyList<LeftOutImage> LeftOut,
    string? Exclusion = null);

/// <summary>
/// One image of a study: a path relative to the dataset's root (of a DICOM series its folder, which ends with a slash) and, for radiographs,
/// the view (PA, AP, LATERAL, ...; empty where nothing names it).
/// </summary>
/// <param name="Bytes">The file's length; 0 where it is not known.</param>
/// <param name="Spacing">For volumes: millimeters as the dataset's table has them.</param>
/// <param name="Geometry">For volumes: voxel to world as the table has it, to be used only where the file's own header has lost it.</param>
/// <param name="Rescale">For volumes whose file holds raw values: what makes Hounsfield units of them. Null where the file has those
/// already.</param>
/// <param name="Stamp">The source's mark of the file's present state, see <see cref="Files.DatasetFile"/>; empty where it is not
/// known.</param>
/// <param name="Sha256">The digest of the file's bytes where the source index knows it; null: it has to be read.</param>
/// <param name="Series">Of a DICOM folder's series the one that is meant, by its UID or number; null for the only one.</param>
public sealed record StudyImage(
    string Id, string Path, string View, long Bytes = 0, VoxelSpacing? Spacing = null, Affine? Geometry = null,
    ValueRescale? Rescale = null, string Stamp = "", string? Sha256 = null, string? Series = null)
{
    /// <summary>How it was taken, as the dataset's table has it; null where there is none, or where the file itself tells.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ImageAcquisition? Acquisition { get; init; }
}

/// <summary>
/// An image that takes no part, with its reason code: lateral-view, frontal-view, other-view, unknown-view, other-reconstruction,
/// not-chest, missing-file, link-outside-root, no-spacing, no-rescale, unsupported-file, duplicate-id.
/// </summary>
public sealed record LeftOutImage(string Id, string Reason);

/// <summary>value = raw x Slope + Intercept.</summary>
public readonly record struct ValueRescale(double Slope, double Intercept);

/// <summary>
/// Millimeters between voxel centers along a volume's three axes, as the dataset's own table has them; Z is null where the table lacks it.
/// </summary>
public readonly record struct VoxelSpacing(double X, double Y, double? Z);
