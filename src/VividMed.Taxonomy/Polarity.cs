namespace VividMed.Taxonomy;

/// <summary>What the report asserts of a finding.</summary>
public enum Polarity
{
    Present,
    Absent,
    Uncertain,
}
