namespace VividMed.Reports;

/// <summary>A third of the lung's height.</summary>
public enum LungZone
{
    Apex,
    Middle,
    Base,
}
