namespace VividMed.Reports;

/// <summary>A describing word at tokens[Start..End].</summary>
internal readonly record struct ModifierMatch(int Start, int End, Side Side);
