namespace VividMed.Grounding;

/// <summary>The report's text as published, only whitespace-normalised, and its sections as offsets into it.</summary>
public sealed record SampleReport(string Text, IReadOnlyList<SampleSection> Sections);
