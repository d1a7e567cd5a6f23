namespace VividMed.Reports;

/// <summary>A section's content by its normalised lower-case name (findings, impression, indication, ...): text[Start..End] without the heading.</summary>
public sealed record ReportSection(string Name, int Start, int End);
