namespace VividMed.Reports;

/// <summary>A section heading with its colon at text[Start..End], by the section's normalised name.</summary>
internal sealed record Heading(string Name, int Start, int End);
