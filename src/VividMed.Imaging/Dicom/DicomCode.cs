namespace VividMed.Imaging.Dicom;

/// <summary>A word of a coding scheme (PS3.16), such as 39607008 of SCT (SNOMED CT) for the lung.</summary>
/// <param name="Value">At most 16 characters.</param>
/// <param name="Scheme">Its designator, such as SCT or DCM; private ones begin with 99.</param>
/// <param name="Meaning">In words, at most 64 characters.</param>
public sealed record DicomCode(string Value, string Scheme, string Meaning);
