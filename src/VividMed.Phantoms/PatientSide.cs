namespace VividMed.Datasets;

/// <summary>The patient's side, never the image's.</summary>
public enum PatientSide
{
    None,
    Left,
    Right,
    Both,
}
