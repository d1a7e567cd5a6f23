namespace VividMed.Taxonomy;

/// <summary>What the report asserts of a finding.</summary>
public enum Polarity
{
    Present,
    Absent,
    Uncertain,
}

/// <summary>How sure a report is of a finding, in five steps.</summary>
public enum Certainty
{
    Definite,
    Probable,
    Uncertain,
    Unlikely,
    Absent,
}
