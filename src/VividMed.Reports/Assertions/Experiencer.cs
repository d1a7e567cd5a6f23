namespace VividMed.Reports;

/// <summary>Whose condition a mention is.</summary>
public enum Experiencer
{
    Patient,
    Family,
}
