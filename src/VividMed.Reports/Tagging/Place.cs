namespace VividMed.Reports;

/// <summary>A stated place at tokens[Start..End]: a side, an anatomy, or both.</summary>
internal readonly record struct Place(int Start, int End, Side Side, string? Anatomy);
