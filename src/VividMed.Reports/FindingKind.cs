namespace VividMed.Reports;

/// <summary>What a finding names.</summary>
public enum FindingKind
{
    Anatomy,
    Abnormality,
}
