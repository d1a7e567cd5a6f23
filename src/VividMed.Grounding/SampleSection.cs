namespace VividMed.Grounding;

/// <summary>A named section: text[Start..End] in UTF-16 code units.</summary>
public sealed record SampleSection(string Name, int Start, int End);
