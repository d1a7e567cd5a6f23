namespace VividMed.Reports;

/// <summary>What a report says of a finding against the examination before.</summary>
public enum Change
{
    New,
    Worse,
    Better,
    Unchanged,
    Resolved,
}
