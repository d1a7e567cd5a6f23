namespace VividMed.Taxonomy;

/// <summary>Whether a finding is stated of this examination or of an earlier one.</summary>
public enum Temporality
{
    Current,
    Historical,
}

/// <summary>What a report says of a finding against the examination before.</summary>
public enum Change
{
    New,
    Worse,
    Better,
    Unchanged,
    Resolved,
}
