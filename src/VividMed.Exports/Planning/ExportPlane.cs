namespace VividMed.Exports.Planning;

/// <summary>Which way slices of a volume are cut.</summary>
public enum ExportPlane
{
    Axial,
    Coronal,
    Sagittal,
}
