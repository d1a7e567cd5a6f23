namespace VividMed.Inference;

/// <summary>The patient's side that a label stands for, never the image's.</summary>
public enum Laterality
{
    None,
    Left,
    Right,
}
