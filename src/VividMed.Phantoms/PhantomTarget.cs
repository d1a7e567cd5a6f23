namespace VividMed.Datasets;

/// <summary>A taxonomy id (lower case, without the side) and the patient's side.</summary>
public readonly record struct PhantomTarget(string Target, PatientSide Side);
