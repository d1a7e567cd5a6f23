namespace VividMed.Reports;

/// <summary>A set's figures by label; Micro counts every decision alike, MacroF1 every label that gold or the tagger knows in the file.</summary>
public sealed record SetScore(string Set, int Reports, IReadOnlyList<ClassScore> Classes, ClassScore Micro, Figure MacroF1);
