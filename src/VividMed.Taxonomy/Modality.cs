namespace VividMed.Datasets;

/// <summary>Chest X-ray or computed tomography.</summary>
public enum Modality
{
    Cxr,
    Ct,
}
