namespace VividMed.Reports;

/// <summary>The patient's side, never the image's.</summary>
public enum Side
{
    None,
    Left,
    Right,
    Both,
}
