namespace VividMed.Imaging;

/// <summary>Which way a plane cuts the body.</summary>
public enum OverlayPlane
{
    Axial,
    Coronal,
    Sagittal,
}
