namespace VividMed.Taxonomy;

/// <summary>Whether a finding is stated of this examination or of an earlier one.</summary>
public enum Temporality
{
    Current,
    Historical,
}
