namespace VividMed.Taxonomy;

/// <summary>How sure a report is of a finding, in five steps.</summary>
public enum Certainty
{
    Definite,
    Probable,
    Uncertain,
    Unlikely,
    Absent,
}
