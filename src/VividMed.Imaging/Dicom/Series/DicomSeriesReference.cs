namespace VividMed.Imaging.Dicom.Series;

/// <summary>A series of slices as other objects name it.</summary>
/// <param name="StudyUid">Of the examination.</param>
/// <param name="SeriesUid">Of the series.</param>
/// <param name="FrameOfReferenceUid">Of the space that its positions are in.</param>
/// <param name="SopClassUid">What kind of objects its slices are.</param>
/// <param name="InstanceUids">Its slices, from voxel 0 of the grid's last axis on.</param>
public sealed record DicomSeriesReference(
    string StudyUid, string SeriesUid, string FrameOfReferenceUid, string SopClassUid, IReadOnlyList<string> InstanceUids);
