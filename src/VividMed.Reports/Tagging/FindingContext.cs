namespace VividMed.Reports.Tagging;

/// <summary>Where a finding stands: its section, whether it is named as one already spoken of, and whether it explains what stands before.</summary>
internal readonly record struct FindingContext(int Section, bool IsDefinite, bool IsExplanation);
